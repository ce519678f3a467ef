import { defineConfig } from 'vitest/config';

const aMinute = 60_000;

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts', 'test/grammar/**/*.test.ts'],
    environment: 'node',
    // To load the sources anew for each file takes longer than all tests do; no test replaces a module or changes the process.
    isolate: false,
    // Nothing here takes seconds, except on a machine that has much else to do.
    testTimeout: aMinute,
    hookTimeout: aMinute,
  },
});
