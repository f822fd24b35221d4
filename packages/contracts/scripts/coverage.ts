/** Measures the tests' coverage of src and fails below 100 % of lines and branches. */
import { readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { runForge } from './forge/run-forge.js'
import { finish } from './lib/command.js'
import { coverageOf, linesOfCoverage } from './lib/coverage-report.js'
import { root } from './lib/package-root.js'

const began = Date.now()
const tracefile = join(root, 'lcov.info')
rmSync(tracefile, { force: true })
const options = [
  'coverage',
  // Gas is that of other code here, and invariants are for the other profiles.
  '--no-match-path=test/{gas,invariant}/**',
  '--no-match-coverage=^(test|formal)|node_modules',
  // What npm's packages import of themselves is not found by another path.
  `--remappings=@openzeppelin/contracts/=${packageFolder('@openzeppelin/contracts')}`,
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

function packageFolder(name: string): string {
  const { resolve } = createRequire(import.meta.url)
  return `${dirname(resolve(`${name}/package.json`))}/`
}
