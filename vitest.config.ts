import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'scripts/**/*.test.ts',
      'packages/*/scripts/**/*.test.ts',
      'packages/*/bench/**/*.test.ts',
      'packages/*/src/**/*.test.ts',
      'packages/*/test/**/*.test.ts',
      'docs/tools/**/*.test.ts',
      'examples/*/src/**/*.test.{ts,tsx}',
      'examples/*/test/**/*.test.{ts,tsx}',
    ],
    exclude: ['**/node_modules/**', '**/dist/**', '**/*.browser.test.*'],
    pool: 'forks',
    // Two cores must do; more workers than cores make chains and models starve.
    maxWorkers: 2,
    // Nothing is timed here: a test that hangs has to end, that is all.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
