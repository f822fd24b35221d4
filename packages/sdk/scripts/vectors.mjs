// Writes packages/contracts/test/vectors out of what the core computes, all
// cases of the differential test included. It takes two minutes.
// Usage: node packages/sdk/scripts/vectors.mjs
import { execute, installed } from '../../../scripts/lib/programs.mjs'

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
