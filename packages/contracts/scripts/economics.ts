/**
 * Plays every known attack against every preset, by the contract's own rules, and
 * prints what each costs, brings and destroys; with --json as data. Fails if a
 * judged attack on a preset for real money pays, or destroys more than it costs.
 * --write puts the tables into docs/economics.md and docs/deploying.md, and the
 * probabilities and the money that moves into the vectors; --check writes nothing and
 * fails if one of them is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { moneyVectors } from './economics/money-vectors.js'
import { type Play, pays, playAll } from './economics/play.js'
import { attackRows, deployingTables, pageTables } from './economics/tables.js'
import { safetyVectors } from './economics/vectors.js'
import { fill } from './lib/page.js'
import { readIfThere } from './lib/read-if-there.js'

const known = ['--json', '--write', '--check']
const options = new Set(process.argv.slice(2))
const unknown = [...options].filter((option) => !known.includes(option))

if (unknown.length > 0)
  fail(`Unknown: ${unknown.join(' ')}. Known: ${known.join(', ')}.`, 2)
else run()

function run(): void {
  const plays = playAll()
  process.stdout.write(
    options.has('--json')
      ? `${JSON.stringify({ attacks: plays }, replacer, 2)}\n`
      : `${attackRows(plays)}\n`,
  )
  keep()
  for (const play of plays.filter(pays)) fail(`It pays: ${told(play)}`)
}

function told({ id, preset, damagePerCost, note }: Play): string {
  return `${id} on ${preset}, ${damagePerCost.toPrecision(3)} destroyed for each unit of cost; ${note}`
}

/** JSON has no infinity. */
function replacer(_: string, value: unknown): unknown {
  return value === Number.POSITIVE_INFINITY ? 'Infinity' : value
}

/** Writes what changed, or tells that it is stale. */
function keep(): void {
  if (!options.has('--write') && !options.has('--check')) return
  for (const [file, expected] of files()) {
    if (readIfThere(file) === expected) continue
    const name = fileURLToPath(file)
    if (options.has('--write')) writeFileSync(file, expected)
    else fail(`Stale: ${name}. Run it with --write and commit.`)
  }
}

function files(): [URL, string][] {
  const tables = pageTables(playAll())
  return [
    page('economics', tables),
    page('deploying', deployingTables()),
    [vector('safety'), json(safetyVectors())],
    [vector('money'), columns(moneyVectors())],
  ]
}

/** A page of the documentation, with its tables. */
function page(
  name: string,
  tables: Readonly<Record<string, string>>,
): [URL, string] {
  const file = new URL(`docs/${name}.md`, rootOf())
  return [file, fill(readFileSync(file, 'utf8'), name, tables)]
}

function vector(name: string): URL {
  return new URL(`../test/vectors/${name}.json`, import.meta.url)
}

/** Where docs/ are: beside the second edition until it takes the first one's place. */
function rootOf(): URL {
  const near = new URL('../../', import.meta.url)
  const isHere = readIfThere(new URL('docs/economics.md', near)) !== undefined
  return isHere ? near : new URL('../', near)
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** One column a line: they are long. */
function columns(value: object): string {
  const lines = Object.entries(value).map(
    ([name, column]) => `  "${name}": ${JSON.stringify(column)}`,
  )
  return `{\n${lines.join(',\n')}\n}\n`
}

function fail(message: string, code = 1): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = code
}
