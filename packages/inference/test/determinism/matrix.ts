// One digest a prompt on every engine that can be had here: runs the same
// prompts through the same manifests under several versions of Node.js, another
// compiler tier, emulated processors and browsers, and compares with the
// committed digests.
//
//   npm run matrix -- [--cut] [--only TEXT] [--json] [--write]
//
// --cut    only what `npm test` runs: this Node.js, the baseline compiler, a canary
// --only   only rows with this text in their names (after this Node.js)
// --json   the report as JSON on stdout; the lines for people go to stderr
// --write  writes golden.json, if all rows agree
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { byModelAndPrompt, readGolden, writeGolden } from './golden.js'
import { models } from './models/models.js'
import { writeTask } from './models/task.js'
import { inPairs } from './platforms/in-pairs.js'
import { type Platform, platforms } from './platforms/platforms.js'
import { modelsOf, runRow } from './platforms/run-row.js'
import type { Expected, Place, RunResult } from './verdict/compare.js'
import { GOLDEN, judge } from './verdict/judge.js'
import { findRelaxed } from './verdict/relaxed-simd.js'
import {
  digestLines,
  type ReportedRow,
  report,
  summaryLine,
} from './verdict/report.js'

const { values: options } = parseArgs({
  options: {
    cut: { type: 'boolean' },
    only: { type: 'string' },
    json: { type: 'boolean' },
    write: { type: 'boolean' },
  },
})
const people = options.json ? process.stderr : process.stdout

/** What running a platform gave. */
type CollectedRow = {
  readonly platform: Platform
  readonly results: readonly RunResult[]
  readonly seconds: number
  readonly missing?: string
  readonly error?: string | undefined
  /** What it says it runs on. */
  readonly says?: string | undefined
}

const folder = await mkdtemp(join(tmpdir(), 'aichain-matrix-'))
try {
  await main(folder)
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function main(scratch: string): Promise<void> {
  const task = join(scratch, 'task')
  await writeTask(models, task)
  const [own, ...others] = platforms(scratch).filter(isWanted)
  if (own === undefined) throw new TypeError('this Node.js has no row')
  const rows: ReportedRow[] = []
  const add = (row: ReportedRow) => {
    rows.push(row)
    people.write(`${row.outcome.padEnd(8)} ${row.name}: ${describe(row)}\n`)
  }
  add(await scan())
  const first = await collect(own, task)
  const golden = options.write ? byModelAndPrompt(first.results) : readGolden()
  add(judged(first, golden, []))
  const collected: CollectedRow[] = []
  await inPairs(others, async (platform) => {
    const row = await collect(platform, task)
    collected.push(row)
    if (!platform.differs) add(judged(row, golden, []))
  })
  for (const row of collected.filter(({ platform }) => platform.differs)) {
    add(judged(row, golden, [first, ...collected]))
  }
  finish(rows, first.results)
}

function isWanted({ name, cut }: Platform, index: number): boolean {
  if (index === 0) return true
  if (options.cut) return cut === true
  return options.only === undefined || name.includes(options.only)
}

/** Runs a row to its end; what goes wrong in it is its result. */
async function collect(
  platform: Platform,
  task: string,
): Promise<CollectedRow> {
  const { missing, check } = platform
  const names = modelsOf(platform, models)
  const results: RunResult[] = []
  const skipped = (reason: string) => {
    return { platform, results, seconds: 0, missing: reason }
  }
  if (missing) return skipped(missing)
  if (names.length === 0) {
    return skipped('no model here has an engine that this concerns')
  }
  const began = Date.now()
  let says: string | undefined
  let error: string | undefined
  try {
    const onPlatform = (text: string) => {
      says = text
    }
    const lines = runRow(platform, task, { models: names }, { onPlatform })
    for await (const result of lines) results.push(result)
    error = await check?.()
  } catch (cause) {
    error = cause instanceof Error ? cause.message : String(cause)
  }
  const seconds = (Date.now() - began) / 1000
  return { platform, results, seconds, error, says }
}

/** @param rows - Those that a canary may have to differ from. */
function judged(
  row: CollectedRow,
  golden: Expected,
  rows: readonly CollectedRow[],
): ReportedRow {
  const { platform, results, missing, error, says, seconds } = row
  const { name, differs } = platform
  const shown = { name, platform: says, seconds, results: results.length }
  if (missing) return { ...shown, outcome: 'skipped', detail: missing }
  if (error) return { ...shown, outcome: 'failed', detail: error }
  const other = rows.find((each) => each.platform.name === differs)
  if (differs && differs !== GOLDEN && !other) {
    const detail = `it is compared with “${differs}”, which did not run`
    return { ...shown, outcome: 'skipped', detail }
  }
  const expected = other ? byModelAndPrompt(other.results) : golden
  const wanted = wantedOf(platform)
  const isCanary = differs !== undefined
  return { ...shown, ...judge({ wanted, results, expected, isCanary }) }
}

function wantedOf(platform: Platform): Place[] {
  const names = modelsOf(platform, models)
  return models
    .filter(({ name }) => names.includes(name))
    .flatMap(({ name, prompts }) =>
      prompts
        .filter(({ quick }) => quick || !platform.run.quick)
        .map((prompt) => ({ model: name, prompt: prompt.name })),
    )
}

async function scan(): Promise<ReportedRow> {
  const began = Date.now()
  const verdict = await findRelaxed()
  const seconds = (Date.now() - began) / 1000
  return { name: 'no relaxed SIMD', ...verdict, seconds, results: 0 }
}

function describe({ outcome, detail, platform, seconds = 0 }: ReportedRow) {
  if (outcome === 'skipped') return detail
  const where = platform ? `, ${platform}` : ''
  return `${detail}${where} (${seconds.toFixed(1)} s)`
}

function finish(
  rows: readonly ReportedRow[],
  results: readonly RunResult[],
): void {
  const summary = report({ rows, results })
  people.write(`\n${digestLines(summary.digests).join('\n')}\n`)
  if (options.write && summary.equal) {
    writeGolden(byModelAndPrompt(results))
    people.write('\nWritten to golden.json.\n')
  }
  people.write(`\n${summaryLine(rows)}\n`)
  if (options.json) {
    process.stdout.write(`${JSON.stringify(summary, undefined, 2)}\n`)
  }
  process.exitCode = summary.equal ? 0 : 1
}
