import { describe, test } from 'vitest';
import { askDovecot } from './ask.ts';
import { allCases } from './cases.ts';

describe.concurrent('what was recorded is what Dovecot says', () => {
  for (const { shows, site, answers } of allCases()) {
    test(shows, async ({ expect }) => {
      const { replies } = await askDovecot(site, Object.keys(answers));
      expect(Object.fromEntries(Object.keys(answers).map((it) => [it, replies[it] ?? '']))).toEqual(answers);
    });
  }
});
