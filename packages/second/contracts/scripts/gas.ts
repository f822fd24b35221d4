/**
 * Measures what tasks cost and fails if that differs from `snapshots/` or is
 * over budget. With --write it writes the snapshots instead of comparing.
 */
import { forge } from './forge/forge.js'
import { forgeTests } from './forge/forge-tests.js'
import { finish } from './lib/command.js'
import { gasOf, linesOfGas } from './lib/gas-report.js'
import { readSnapshots } from './lib/read-snapshots.js'
import { tallyOf } from './lib/tally.js'

// Each call a transaction of its own.
const selection = ['--isolate', '--match-path=test/gas/**']

const began = Date.now()
// With --json forge writes no snapshots.
if (process.argv.includes('--write'))
  forge(['test', ...selection, '--gas-snapshot-emit=true'])
const { tests } = await forgeTests(selection)
const report = gasOf(tests, readSnapshots(), tallyOf(tests, began))
finish(report, linesOfGas(report))
