#!/usr/bin/env node
/**
 * Simulates committees and compares them with the formulas, to help somebody
 * choose a committee's size. Prints the tables of docs/economics.md; with --json
 * every figure. --write puts them into the page and into the vectors of the SDK.
 * --check writes nothing and fails if either is stale, or if a simulated figure
 * is further from its formula than `economics/bound.mjs` allows.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fill } from './economics/page.mjs'
import { report } from './economics/report.mjs'
import { tablesOf } from './economics/tables.mjs'
import { safetyVectors } from './economics/vectors.mjs'

const page = new URL('../../../docs/economics.md', import.meta.url)
const vectors = new URL('../test/vectors/safety.json', import.meta.url)
const known = ['--json', '--write', '--check']

const options = new Set(process.argv.slice(2))
const unknown = [...options].filter((option) => !known.includes(option))
if (unknown.length > 0)
  fail(`Unknown: ${unknown.join(' ')}. Known: ${known.join(', ')}.`, 2)
else run()

function run() {
  const figures = report()
  process.stdout.write(
    options.has('--json')
      ? `${JSON.stringify(figures, null, 2)}\n`
      : `${printed(tablesOf(figures))}\n`,
  )
  keep(figures)
  for (const figure of figures.agreement.tooFar)
    fail(`The simulation leaves the formula: ${JSON.stringify(figure)}`)
}

function printed(tables) {
  return Object.entries(tables)
    .map(([name, table]) => `${name}\n\n${table}\n`)
    .join('\n')
}

/** Writes what changed, or tells that it is stale. */
function keep(figures) {
  if (!options.has('--write') && !options.has('--check')) return
  const text = readFileSync(page, 'utf8')
  const files = [
    [page, fill(text, tablesOf(figures))],
    [vectors, `${JSON.stringify(safetyVectors(), null, 2)}\n`],
  ]
  for (const [file, expected] of files) {
    if (read(file) === expected) continue
    const name = fileURLToPath(file)
    if (options.has('--write')) writeFileSync(file, expected)
    else fail(`Stale: ${name}. Run it with --write and commit.`)
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

function fail(message, code = 1) {
  process.stderr.write(`${message}\n`)
  process.exitCode = code
}
