import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import facts from '../../../server/src/mta/dovecot/defaults.json' with { type: 'json' };

test('the settings and their built-in values are those that Dovecot prints', () => {
  const printed = execFileSync('doveconf', ['-d'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const asked = [...printed.matchAll(/^([a-z]\w*) = ?(.*)$/gm)].map(([, name, value]) => [name!, value!.trim().replace(/^"(.*)"$/, '$1')]);
  expect(Object.fromEntries(asked)).toEqual(facts.defaults);
});
