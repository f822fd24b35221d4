#!/usr/bin/env node
/**
 * Runs the static and symbolic tools over the contracts. Each installs itself
 * from PyPI, pinned. Fails on every finding that test/static/findings.json does
 * not explain, on every explanation that nothing needs any more, and if a tool
 * cannot be installed. `--json` prints the figures.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './compile.mjs'
import { finish, say } from './lib/command.mjs'
import { runHalmos } from './static/halmos.mjs'
import { linesOf, reportOf } from './static/report.mjs'
import { runSlither } from './static/slither.mjs'
import { triage } from './static/triage.mjs'
import { workshop } from './static/workshop.mjs'

const began = Date.now()
const place = workshop()
const runs = [timed(runHalmos), timed(runSlither)]
const entries = JSON.parse(
  readFileSync(join(root, 'test/static/findings.json'), 'utf8'),
)
const report = reportOf(runs, triage(runs, entries), began)
finish(report, linesOf(report))

function timed(tool) {
  const start = Date.now()
  const run = tool(place)
  const seconds = Math.round((Date.now() - start) / 1_000)
  say(`${run.tool}: ${run.skipped ?? `${seconds} s`}`)
  return { ...run, seconds }
}
