import { describe, expect, test } from 'vitest';
import { type DebianHost, kinds, people, withFiles, withMacros } from './debianHosts.ts';
import { askRouting } from './routing/ask.ts';
import { disagreements, readSite } from './routing/engine.ts';

const groups: Readonly<Record<string, readonly DebianHost[]>> = {
  'as the questions were answered': kinds,
  'with macros of the administrator': withMacros,
  'with files and parts of the administrator': withFiles,
};

/** What a refusal tells people to do is not told here. */
function withoutAdvice(line: string): string {
  return line.replace(/ is locally blacklisted here\..*/, ' is locally blacklisted here');
}

// Exim has the files of its package there; we are given none of them.
describe('what stands in for the files of Debian’s package decides as they do', () => {
  for (const [title, hosts] of Object.entries(groups))
    describe.concurrent(title, () => {
      for (const host of hosts)
        test(host.title, async () => {
          const { ours, theirs, unknown, asked } = disagreements(readSite(host.site), await askRouting(host.site, people));
          expect(ours).toEqual(theirs.map(withoutAdvice));
          expect(unknown).toBeLessThan(asked * 0.1);
        });
    });
});
