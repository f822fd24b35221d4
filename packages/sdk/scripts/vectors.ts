// Writes packages/contracts/test/vectors out of what the core computes, all
// cases of the differential test included. It takes two minutes.
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
  { env: { ...process.env, DIFFERENTIAL_CASES: '100000' }, show: true },
)
process.exitCode = code
