/**
 * Proves the properties of docs/formal.md: by solc's SMTChecker and z3, of the
 * contract's libraries, and by reading the contract's syntax tree.
 * `formal NAME` does those with that in their name only; `--write` writes the
 * table of docs/formal.md, `--json` prints the figures.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { proveAll } from './formal/pool.js'
import { type Property, properties } from './formal/properties.js'
import { misread, readings, readOff } from './formal/readings.js'
import {
  type Entry,
  entryOf,
  lineOf,
  linesOf,
  reportOf,
  tableOf,
} from './formal/report.js'
import { findZ3, type Z3 } from './formal/z3.js'
import { finish, plainOf, say } from './lib/command.js'
import { root } from './lib/package-root.js'
import { fill } from './lib/page.js'

const page = join(root, '../../docs/formal.md')
const began = Date.now()
const wanted = plainOf([])[0] ?? ''
const isWanted = ({ id, name }: { id: string; name: string }) =>
  `${id} ${name}`.includes(wanted)

const z3 = findZ3()
if (z3.missing !== undefined) {
  say(z3.missing)
  process.exitCode = 1
} else await run(z3)

async function run(solver: Z3): Promise<void> {
  const entries = [...(await proofs(solver)), ...readAll()]
  const report = reportOf(entries, solver, began)
  if (report.ok && wanted === '' && process.argv.includes('--write')) {
    const text = readFileSync(page, 'utf8')
    const table = tableOf(entries)
    writeFileSync(page, fill(text, 'formal', { properties: table }))
  }
  finish(report, linesOf(report))
}

/** In the order of the properties, in whatever order they are done. */
async function proofs(solver: Z3): Promise<Entry[]> {
  const found = new Map<Property, Entry>()
  const chosen = properties.filter(isWanted)
  await proveAll(chosen, solver, (property, { proof, tooth }) => {
    const means = { tool: 'SMTChecker', target: 'the library itself' }
    const entry = entryOf(property, means, proof, tooth)
    found.set(property, entry)
    say(lineOf(entry))
  })
  return chosen.flatMap((property) => found.get(property) ?? [])
}

function readAll(): Entry[] {
  const means = { tool: 'syntax tree', target: 'the contract itself' }
  return readings.filter(isWanted).map((reading) => {
    const entry = entryOf(reading, means, readOff(reading), misread(reading))
    say(lineOf(entry))
    return entry
  })
}
