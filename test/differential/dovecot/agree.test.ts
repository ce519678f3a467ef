import { describe, expect, test } from 'vitest';
import { allCases } from './cases.ts';
import { disagreements, readSite } from './engine.ts';

// The law: what we say is what the server says, or "unknown". No server is needed here: its answers were recorded.
describe('we say what Dovecot said, or that we do not know', () => {
  for (const { shows, site, answers } of allCases()) {
    test(shows, () => {
      const told = Object.fromEntries(Object.entries(answers).filter(([, it]) => it !== ''));
      expect(told).not.toEqual({});
      const { ours, theirs } = disagreements(readSite(site), told);
      expect(ours).toEqual(theirs);
    });
  }
});
