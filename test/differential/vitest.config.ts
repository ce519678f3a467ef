import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const aMinute = 60_000;

/** What takes longest begins first, so that no core waits for it at the end; without a run before, vitest would go by the sizes of the files. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const longest = ['mutation/mutation', 'postfix/rules', 'postfix/expectations', 'exim/rules', 'postfix/generated', 'postfix/recorded'];
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((it) => moduleId.includes(it));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

// Two servers at a time: each starts some ten processes.
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, '../..'),
    include: ['test/differential/**/*.test.ts'],
    environment: 'node',
    // A loaded machine may keep a server waiting; what a server and the engine disagree about, they disagree about twice.
    retry: 1,
    sequence: { sequencer: LongestFirst },
    maxWorkers: 2,
    maxConcurrency: 2,
    testTimeout: 2 * aMinute,
    hookTimeout: 2 * aMinute,
  },
});
