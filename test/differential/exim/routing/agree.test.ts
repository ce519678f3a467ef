import { describe, expect, test } from 'vitest';
import { allCases } from './cases.ts';
import { disagreements, readSite } from './engine.ts';

// The law: what we say is what the server says, or "unknown". No server is needed here: its answers were recorded.
describe('we say what Exim said, or that we do not know', () => {
  for (const { name, shows, site, answers } of allCases()) {
    test(shows, () => {
      expect(answers, `nobody has recorded the answers to ${name}`).toBeDefined();
      const { ours, theirs } = disagreements(readSite(site), answers!);
      expect(ours).toEqual(theirs);
    });
  }

  test('little is unknown', () => {
    const counts = allCases().map((it) => disagreements(readSite(it.site), it.answers!));
    const asked = counts.reduce((sum, it) => sum + it.asked, 0);
    expect(800).toBeLessThan(asked);
    expect(counts.reduce((sum, it) => sum + it.unknown, 0)).toBeLessThan(asked * 0.02);
  });
});
