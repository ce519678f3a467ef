import path from 'node:path';
import { defineConfig } from 'vitest/config';

const aMinute = 60_000;

// Two servers at a time: each starts some ten processes.
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, '../..'),
    include: ['test/differential/**/*.test.ts'],
    environment: 'node',
    // A loaded machine may keep a server waiting; what a server and the engine disagree about, they disagree about twice.
    retry: 1,
    maxWorkers: 2,
    maxConcurrency: 2,
    testTimeout: 2 * aMinute,
    hookTimeout: 2 * aMinute,
  },
});
