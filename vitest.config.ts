import { defineConfig } from 'vitest/config';

const aMinute = 60_000;

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts', 'test/grammar/**/*.test.ts'],
    environment: 'node',
    // Nothing here takes seconds, except on a machine that has much else to do.
    testTimeout: aMinute,
    hookTimeout: aMinute,
  },
});
