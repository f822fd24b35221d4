/**
 * Simulates committees and compares them with the formulas, to help somebody
 * choose a committee's size. Prints the tables of docs/economics.md; with --json
 * every figure. --write puts them into the page and into the vectors of the SDK.
 * --check writes nothing and fails if either is stale, or if a simulated figure
 * is further from its formula than `economics/bound.ts` allows.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Report, report } from './economics/report.js'
import { tablesOf } from './economics/tables.js'
import { safetyVectors } from './economics/vectors.js'
import { fill } from './lib/page.js'
import { readIfThere } from './lib/read-if-there.js'

const page = new URL('../../../docs/economics.md', import.meta.url)
const vectors = new URL('../test/vectors/safety.json', import.meta.url)
const known = ['--json', '--write', '--check']

const options = new Set(process.argv.slice(2))
const unknown = [...options].filter((option) => !known.includes(option))
if (unknown.length > 0)
  fail(`Unknown: ${unknown.join(' ')}. Known: ${known.join(', ')}.`, 2)
else run()

function run(): void {
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

function printed(tables: Readonly<Record<string, string>>): string {
  return Object.entries(tables)
    .map(([name, table]) => `${name}\n\n${table}\n`)
    .join('\n')
}

/** Writes what changed, or tells that it is stale. */
function keep(figures: Report): void {
  if (!options.has('--write') && !options.has('--check')) return
  const text = readFileSync(page, 'utf8')
  const files = [
    [page, fill(text, 'economics', tablesOf(figures))],
    [vectors, `${JSON.stringify(safetyVectors(), null, 2)}\n`],
  ] as const
  for (const [file, expected] of files) {
    if (readIfThere(file) === expected) continue
    const name = fileURLToPath(file)
    if (options.has('--write')) writeFileSync(file, expected)
    else fail(`Stale: ${name}. Run it with --write and commit.`)
  }
}

function fail(message: string, code = 1): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = code
}
