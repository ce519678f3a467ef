import path from 'node:path';
import { defineConfig } from 'vitest/config';

const aMinute = 60_000;

// One window at a time: two of them on a small machine only wait for each other.
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, '../..'),
    include: ['test/browser/**/*.test.ts'],
    environment: 'node',
    // A workbench on a loaded machine may drop a key: what fails twice is broken.
    retry: 1,
    fileParallelism: false,
    testTimeout: 3 * aMinute,
    hookTimeout: 3 * aMinute,
  },
});
