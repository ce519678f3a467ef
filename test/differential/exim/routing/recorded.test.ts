import { describe, expect, test } from 'vitest';
import { askRouting } from './ask.ts';
import { allCases } from './cases.ts';

describe('what was recorded is what Exim says', () => {
  for (const { shows, site, addresses, answers } of allCases()) {
    test(shows, async () => {
      expect(await askRouting(site, addresses)).toEqual(answers);
    });
  }
});
