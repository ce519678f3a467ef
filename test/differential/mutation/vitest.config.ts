import path from 'node:path';
import { defineConfig } from 'vitest/config';

const aMinute = 60_000;

// Two servers at a time, each asked about one deployment and all that can go wrong there.
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, '../../..'),
    include: ['test/differential/mutation/mutation.ts'],
    environment: 'node',
    retry: 1,
    maxConcurrency: 2,
    testTimeout: 10 * aMinute,
    hookTimeout: aMinute,
  },
});
