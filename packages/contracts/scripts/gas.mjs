#!/usr/bin/env node
/**
 * Measures what tasks cost and fails if that differs from `snapshots/` or is
 * over budget. With --write it writes the snapshots instead of comparing.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './compile.mjs'
import { forge } from './forge.mjs'
import { finish } from './lib/command.mjs'
import { forgeTests } from './lib/forge-json.mjs'
import { gasOf, linesOfGas } from './lib/gas-report.mjs'
import { tallyOf } from './lib/tally.mjs'

// Each call a transaction of its own.
const selection = ['--isolate', '--match-path=test/gas/**']

const began = Date.now()
// With --json forge writes no snapshots.
if (process.argv.includes('--write'))
  forge(['test', ...selection, '--gas-snapshot-emit=true'])
const { tests } = await forgeTests(selection)
const report = gasOf(tests, committed(), tallyOf(tests, began))
finish(report, linesOfGas(report))

function committed() {
  const folder = join(root, 'snapshots')
  const groups = readdirSync(folder).map((file) => [
    file.replace(/\.json$/, ''),
    JSON.parse(readFileSync(join(folder, file), 'utf8')),
  ])
  return Object.fromEntries(groups)
}
