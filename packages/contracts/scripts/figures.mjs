#!/usr/bin/env node
/**
 * Puts the last figures of the commands into docs/proof.md. Runs the commands
 * it is given first, `all` of them if wished, and keeps their reports in
 * `reports/`: `npm run figures -- test coverage`. With --check it runs nothing
 * and fails if the page does not say what the reports do.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './compile.mjs'
import { fill } from './figures/page.mjs'
import { summaries } from './figures/summary.mjs'
import { tablesOf } from './figures/tables.mjs'
import { plainOf, say } from './lib/command.mjs'

const page = join(root, '../../docs/proof.md')
const names = Object.keys(summaries)
const wanted = plainOf([]).flatMap((name) => (name === 'all' ? names : [name]))

for (const name of wanted) measure(name)
const now = readFileSync(page, 'utf8')
const filled = fill(now, tablesOf(readReports()))
if (!process.argv.includes('--check')) writeFileSync(page, filled)
else if (filled !== now) {
  say('docs/proof.md is stale: npm run figures -w @aichain/contracts')
  process.exitCode = 1
}

/** A report below its bar is kept as well: the page says what is. */
function measure(name) {
  const began = Date.now()
  say(`${name} …`)
  const { stdout, status } = spawnSync(
    'npm',
    ['run', '--silent', name, '--', '--json'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 2 ** 28,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    },
  )
  if (status !== 0) process.exitCode = 1
  const seconds = Math.round((Date.now() - began) / 1_000)
  const date = new Date(began).toISOString().slice(0, 10)
  const figures = { date, seconds, report: JSON.parse(stdout) }
  mkdirSync(join(root, 'reports'), { recursive: true })
  writeFileSync(pathOf(name), `${JSON.stringify(figures, null, 2)}\n`)
}

function readReports() {
  const known = names.filter((name) => existsSync(pathOf(name)))
  return Object.fromEntries(
    known.map((name) => [name, JSON.parse(readFileSync(pathOf(name), 'utf8'))]),
  )
}

function pathOf(name) {
  return join(root, 'reports', `${name}.json`)
}
