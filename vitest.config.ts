import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'twins/**/*.test.ts', 'lab/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'test/bench/**'],
    isolate: false,
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    // The Parquet library leaves failures of sibling columns to nobody; `describe/sources/parquet.ts` takes them while it reads,
    // which the runner, listening beside it, cannot know.
    onUnhandledError: (error) =>
      error.stack?.includes('node_modules/hyparquet/') === true ? false : undefined,
    hookTimeout: 60_000,
    globalSetup: ['./test/kit/build.ts'],
    setupFiles: ['./test/kit/seed.ts'],
    reporters: ['default', './scripts/plain-reporter.ts'],
  },
});
