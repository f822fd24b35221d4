// Writes the contracts' test/vectors out of what the core computes.
// Usage: npm run vectors -w @aichain/sdk
import { execute, installed } from '../../../scripts/bootstrap/programs.mjs'

const { code } = await execute(
  process.execPath,
  [
    installed('vitest/vitest.mjs'),
    'run',
    'packages/sdk/test/vectors',
    '--update',
  ],
  { show: true },
)
process.exitCode = code
