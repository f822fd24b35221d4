import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** What of the second edition stands: the rest of its SDK is still to be ported. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: {
    pool: 'forks',
    isolate: false,
    testTimeout: 60_000,
    maxWorkers: 2,
    include: [
      'sdk/src/{adapters,beacon,core,errors,testing}/**/*.test.ts',
      'sdk/test/**/*.test.ts',
      'contracts/scripts/**/*.test.ts',
    ],
  },
})
