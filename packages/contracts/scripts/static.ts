/**
 * Runs the static and symbolic tools over the contracts. Each installs itself
 * from PyPI, pinned; one that cannot is left out, with the reason. Fails on every
 * finding that test/static/findings.json does not explain, and on every
 * explanation that nothing needs any more. `--json` prints the figures.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { finish, say } from './lib/command.js'
import { root } from './lib/package-root.js'
import { runHalmos } from './static/halmos.js'
import {
  type Explanation,
  linesOf,
  type Run,
  reportOf,
} from './static/report.js'
import { runSlither } from './static/slither.js'
import { triage } from './static/triage.js'
import { type Workshop, workshop } from './static/workshop.js'

const began = Date.now()
const place = workshop()
const runs = [timed(runHalmos), timed(runSlither)]
const entries: Explanation[] = JSON.parse(
  readFileSync(join(root, 'test/static/findings.json'), 'utf8'),
)
const report = reportOf(runs, triage(runs, entries), began)
finish(report, linesOf(report))

function timed(tool: (place: Workshop) => Run) {
  const start = Date.now()
  const run = tool(place)
  const seconds = Math.round((Date.now() - start) / 1_000)
  say(`${run.tool}: ${run.skipped ?? `${seconds} s`}`)
  return { ...run, seconds }
}
