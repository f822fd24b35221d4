#!/usr/bin/env node
/** Measures the tests' coverage of src and fails below 100 % of lines and branches. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './compile.mjs'
import { finish } from './lib/command.mjs'
import { coverageOf, linesOfCoverage } from './lib/coverage-report.mjs'
import { runForge } from './lib/forge-json.mjs'

const began = Date.now()
const tracefile = join(root, 'lcov.info')
rmSync(tracefile, { force: true })
const options = [
  'coverage',
  // Gas is that of other code here, and invariants are for the other profiles.
  '--no-match-path=test/{gas,invariant}/*',
  '--no-match-coverage=^test',
  '--report=lcov',
]
const { code, output, complaints } = await runForge(options, {
  profile: 'coverage',
})
if (code === 0) {
  const report = coverageOf(readFileSync(tracefile, 'utf8'), began)
  finish(report, linesOfCoverage(report))
} else {
  process.stderr.write(`${output}${complaints}`)
  process.exitCode = code ?? 1
}
