// One digest a prompt on every engine that can be had here: runs the same
// prompts through the same manifests under several versions of Node.js, another
// compiler tier, emulated processors and browsers, and compares with the
// committed digests.
//
//   node matrix.mjs [--cut] [--only TEXT] [--json] [--write]
//
// --cut    only what `npm test` runs: this Node.js, the baseline compiler, a canary
// --only   only rows with this text in their names (after this Node.js)
// --json   the report as JSON on stdout; the lines for people go to stderr
// --write  writes golden.json, if all rows agree
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { byModelAndPrompt, readGolden, writeGolden } from './golden.mjs'
import { inPairs } from './in-pairs.mjs'
import { GOLDEN, judge } from './judge.mjs'
import { models } from './models.mjs'
import { platforms } from './platforms.mjs'
import { findRelaxed } from './relaxed-simd.mjs'
import { digestLines, report, summaryLine } from './report.mjs'
import { modelsOf, runRow } from './run-row.mjs'
import { writeTask } from './task.mjs'

const { values: options } = parseArgs({
  options: {
    cut: { type: 'boolean' },
    only: { type: 'string' },
    json: { type: 'boolean' },
    write: { type: 'boolean' },
  },
})
const people = options.json ? process.stderr : process.stdout

const folder = await mkdtemp(join(tmpdir(), 'aichain-matrix-'))
try {
  await main(folder)
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function main(scratch) {
  const task = join(scratch, 'task')
  await writeTask(models, task)
  const [own, ...others] = platforms(scratch).filter(isWanted)
  const rows = []
  const add = async (row) => {
    rows.push(row)
    people.write(`${row.outcome.padEnd(8)} ${row.name}: ${describe(row)}\n`)
  }
  await add(await scan())
  const first = await collect(own, task)
  const golden = options.write ? byModelAndPrompt(first.results) : readGolden()
  await add(judged(first, golden, []))
  const collected = []
  await inPairs(others, async (platform) => {
    const row = await collect(platform, task)
    collected.push(row)
    if (!platform.differs) await add(judged(row, golden, []))
  })
  for (const row of collected.filter(({ platform }) => platform.differs)) {
    await add(judged(row, golden, [first, ...collected]))
  }
  finish(rows, first.results)
}

function isWanted({ name, cut }, index) {
  if (index === 0) return true
  if (options.cut) return cut === true
  return options.only === undefined || name.includes(options.only)
}

/** Runs a row to its end; what goes wrong in it is its result. */
async function collect(platform, task) {
  const { name, missing, check } = platform
  const names = modelsOf(platform, models)
  const row = { name, platform, results: [], seconds: 0 }
  if (missing) return { ...row, missing }
  if (names.length === 0) {
    return { ...row, missing: 'no model here has an engine that this concerns' }
  }
  const began = Date.now()
  try {
    const onPlatform = (says) => {
      row.says = says
    }
    const lines = runRow(platform, task, { models: names }, { onPlatform })
    for await (const result of lines) row.results.push(result)
    row.error = await check?.()
  } catch (error) {
    row.error = error.message
  }
  row.seconds = (Date.now() - began) / 1000
  return row
}

function judged(row, golden, rows) {
  const { name, platform, results, missing, error, says, seconds } = row
  const shown = { name, platform: says, seconds, results: results.length }
  if (missing) return { ...shown, outcome: 'skipped', detail: missing }
  if (error) return { ...shown, outcome: 'failed', detail: error }
  const other = rows.find((candidate) => candidate.name === platform.differs)
  if (platform.differs && platform.differs !== GOLDEN && !other) {
    const detail = `it is compared with “${platform.differs}”, which did not run`
    return { ...shown, outcome: 'skipped', detail }
  }
  const expected = other ? byModelAndPrompt(other.results) : golden
  const wanted = wantedOf(platform)
  const isCanary = platform.differs !== undefined
  return { ...shown, ...judge({ wanted, results, expected, isCanary }) }
}

function wantedOf(platform) {
  const names = modelsOf(platform, models)
  return models
    .filter(({ name }) => names.includes(name))
    .flatMap(({ name, prompts }) =>
      prompts
        .filter(({ quick }) => quick || !platform.run.quick)
        .map((prompt) => ({ model: name, prompt: prompt.name })),
    )
}

async function scan() {
  const began = Date.now()
  const { outcome, detail } = await findRelaxed()
  const seconds = (Date.now() - began) / 1000
  return { name: 'no relaxed SIMD', outcome, detail, seconds, results: 0 }
}

function describe({ outcome, detail, platform, seconds }) {
  if (outcome === 'skipped') return detail
  const where = platform ? `, ${platform}` : ''
  return `${detail}${where} (${seconds.toFixed(1)} s)`
}

function finish(rows, results) {
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
