/**
 * Puts the last figures of the commands into docs/proof.md. Runs the commands
 * it is given first, `all` of them if wished: `npm run figures -- test coverage`.
 * What is not run keeps its row; gas by committee comes from `snapshots/`, what
 * is said of mutants from `reports/mutation.json`. With --check it writes
 * nothing. Fails if a row says something else than what is committed beside it.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { contradictionsOf } from './figures/contradictions.js'
import { measure } from './figures/measure.js'
import {
  readMutationEvidence,
  writeMutationEvidence,
} from './figures/mutation-evidence.js'
import { renewed } from './figures/renewed.js'
import { commandNames, type Measurements } from './figures/summary.js'
import { plainOf, say } from './lib/command.js'
import { gasFiguresOf } from './lib/gas-report.js'
import { root } from './lib/package-root.js'
import { readSnapshots } from './lib/read-snapshots.js'

const pagePath = join(root, '../../docs/proof.md')
const formalPath = join(root, '../../docs/formal.md')
const given = plainOf([])
const isKnown = (name: string) =>
  name === 'all' || commandNames.some((each) => each === name)
const unknown = given.filter((name) => !isKnown(name))
const wanted = commandNames.filter(
  (name) => given.includes(name) || given.includes('all'),
)

if (unknown.length > 0) {
  say(`Unknown: ${unknown.join(' ')}. Known: all ${commandNames.join(' ')}.`)
  process.exitCode = 2
} else if (process.argv.includes('--check')) check()
else renew()

/** The page after each command, so that an interrupted run is not lost. */
function renew(): void {
  for (const name of wanted) {
    const measurements: Measurements = { [name]: measure(name) }
    if (measurements.mutation) writeMutationEvidence(measurements.mutation)
    writeFileSync(pagePath, filled(measurements))
  }
  writeFileSync(pagePath, filled({}))
  complain()
}

function check(): void {
  complain()
  if (filled({}) === readFileSync(pagePath, 'utf8')) return
  say('docs/proof.md is stale: npm run figures -w @aichain/contracts')
  process.exitCode = 1
}

function filled(measurements: Measurements): string {
  const mutation = readMutationEvidence()
  return renewed(
    readFileSync(pagePath, 'utf8'),
    { mutation, ...measurements },
    gasFiguresOf(readSnapshots()),
    mutation.report,
  )
}

/** Names the commands whose rows are not what is committed beside the page. */
function complain(): void {
  const commands = contradictionsOf(
    readFileSync(pagePath, 'utf8'),
    gasFiguresOf(readSnapshots()),
    readFileSync(formalPath, 'utf8'),
  )
  if (commands.length === 0) return
  const names = commands.join(' ')
  say(
    `docs/proof.md does not say what is committed: npm run figures -w @aichain/contracts -- ${names}`,
  )
  process.exitCode = 1
}
