import { describe, expect, test } from 'vitest';
import { askPostfix } from './ask.ts';
import { disagreements } from './disagreements.ts';
import { readSite } from './engine.ts';
import { randomSite } from './randomSite.ts';

// The same sites every time: `node test/differential/postfix/explore.ts FIRST COUNT` tries others.
const seeds = Array.from({ length: 15 }, (_, i) => 1 + i);

describe('explain says what the server says of sites that nobody thought of', () => {
  for (const seed of seeds) {
    test(`site ${seed}`, async () => {
      const { site, addresses } = randomSite(seed);
      const answers = await askPostfix(site, { addresses, final: true });
      const { ours, theirs } = disagreements(readSite(site, answers.compiled), answers.addresses);
      expect(ours).toEqual(theirs);
    });
  }
});
