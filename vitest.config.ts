import { defineConfig } from 'vitest/config'

const ignored = ['**/node_modules/**', '**/dist/**', '**/*.browser.test.*']

/** Real chains, models and processes: each file in a process of its own. */
const machines = [
  'packages/*/test/**/*.test.ts',
  'packages/sdk/src/adapters/viem/**/*.test.ts',
  'examples/*/test/**/*.test.{ts,tsx}',
]

export default defineConfig({
  test: {
    pool: 'forks',
    // Nothing is timed here: a test that hangs has to end, that is all.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores must do; more workers than cores make chains and models starve.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'units',
          // Files share a process, and what it has loaded: half of the processor time.
          isolate: false,
          include: [
            'scripts/**/*.test.ts',
            'packages/*/scripts/**/*.test.ts',
            'packages/*/bench/**/*.test.ts',
            'packages/*/src/**/*.test.ts',
            'docs/tools/**/*.test.ts',
            'examples/*/src/**/*.test.{ts,tsx}',
          ],
          exclude: [...ignored, ...machines],
        },
      },
      {
        extends: true,
        test: { name: 'machines', include: machines, exclude: ignored },
      },
    ],
  },
})
