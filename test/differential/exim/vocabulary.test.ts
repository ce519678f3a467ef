import { expect, test } from 'vitest';
import { variableNames } from '../../../server/src/mta/exim/vocabulary/variables.ts';
import { expandAll } from './ask.ts';

// What opendmarc brings along is not in Debian's build.
const names = [...variableNames].filter((it) => !it.startsWith('dmarc_'));

test('Exim knows each variable that we know', async () => {
  const said = await expandAll(
    { config: 'primary_hostname = mail.example.com\n' },
    names.map((it) => `:$${it}`),
  );
  expect(names.filter((_, i) => /unknown variable|^Died/.test(said[i]!))).toEqual([]);
});
