#!/usr/bin/env node
/**
 * Proves the properties of docs/formal.md: by solc's SMTChecker and z3, of the
 * contract's libraries and of models; by reading the contract's syntax tree;
 * and that the models do what the contract does, by playing both side by side.
 * `formal NAME` does those with that in their name only; `--write` writes the
 * table of docs/formal.md, `--json` prints the figures.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './compile.mjs'
import { linkEntry } from './formal/link.mjs'
import { withGenerated } from './formal/page.mjs'
import { proveAll } from './formal/pool.mjs'
import { properties } from './formal/properties.mjs'
import { misread, readings, readOff } from './formal/readings.mjs'
import {
  entryOf,
  lineOf,
  linesOf,
  reportOf,
  tableOf,
} from './formal/report.mjs'
import { findZ3 } from './formal/z3.mjs'
import { finish, plainOf, say } from './lib/command.mjs'

const page = join(root, '../../docs/formal.md')
const began = Date.now()
const wanted = plainOf([])[0] ?? ''
const isWanted = ({ id, name }) => `${id} ${name}`.includes(wanted)

const z3 = findZ3()
if (z3.missing) {
  say(z3.missing)
  process.exitCode = 1
} else {
  const entries = [...(await proofs()), ...readAll(), ...(await links())]
  const report = reportOf(entries, z3, began)
  if (report.ok && wanted === '' && process.argv.includes('--write'))
    writeFileSync(
      page,
      withGenerated(readFileSync(page, 'utf8'), 'formal', tableOf(entries)),
    )
  finish(report, linesOf(report))
}

async function proofs() {
  const found = []
  const indices = [...properties.keys()].filter((index) =>
    isWanted(properties[index]),
  )
  await proveAll(indices, z3, (index, { proof, tooth }) => {
    const isModel = properties[index].file.includes('/models/')
    const target = isModel ? properties[index].contract : 'the library itself'
    const means = { tool: 'SMTChecker', target }
    found[index] = entryOf(properties[index], means, proof, tooth)
    say(lineOf(found[index]))
  })
  return found.filter(Boolean)
}

function readAll() {
  const means = { tool: 'syntax tree', target: 'the contract itself' }
  return readings.filter(isWanted).map((reading) => {
    const entry = entryOf(reading, means, readOff(reading), misread(reading))
    say(lineOf(entry))
    return entry
  })
}

/** Proofs of models are worth something only with it. */
async function links() {
  if (wanted !== '' && !isWanted({ id: 'link', name: 'models' })) return []
  const entry = await linkEntry()
  say(lineOf(entry))
  return [entry]
}
