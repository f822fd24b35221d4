import { defineConfig } from 'vitest/config'

/** One real network and one real browser: slow to start, never side by side. */
export default defineConfig({
  test: {
    include: ['test/**/*.browser.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
})
