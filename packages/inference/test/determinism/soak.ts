// Thousands of generations over several platforms, each of which must give the
// committed digest. Stops at the first that does not.
//
//   npm run soak -- [--count 10000] [--json]
//
// --count  how many generations in all
// --json   the report as JSON on stdout; the lines for people go to stderr
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readGolden } from './golden.js'
import { models } from './models/models.js'
import { writeTask } from './models/task.js'
import { apportion } from './platforms/apportion.js'
import { inPairs } from './platforms/in-pairs.js'
import { type Platform, platforms } from './platforms/platforms.js'
import { modelsOf, runRow } from './platforms/run-row.js'
import {
  digestOf,
  type Expected,
  findDifference,
  type RunResult,
} from './verdict/compare.js'
import { digestLines } from './verdict/report.js'

/** Fewer would say little about machines that differ. */
const PLATFORMS = 4

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    json: { type: 'boolean' },
  },
})
const count = Number(options.count)
if (!Number.isSafeInteger(count) || count < 1) {
  throw new TypeError(
    `--count must be a positive whole number, not ${options.count}`,
  )
}
const people = options.json ? process.stderr : process.stdout
const small = models.filter(({ soak }) => soak)

/** A platform's part of the soak. */
type SoakRow = {
  readonly platform: Platform
  readonly count: number
  done: number
  /** What it says it runs on. */
  says?: string
}

/** What all rows have given so far. */
type Progress = {
  readonly golden: Expected
  readonly digests: Record<string, Record<string, string>>
  readonly add: (result: RunResult) => void
  done: number
  fault: string | undefined
}

const folder = await mkdtemp(join(tmpdir(), 'aichain-soak-'))
try {
  await soak(folder)
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function soak(scratch: string): Promise<void> {
  const task = join(scratch, 'task')
  await writeTask(small, task)
  const rows = plan(platforms(scratch))
  const progress = createProgress()
  const stop = new AbortController()
  await inPairs(rows, async (row) => {
    if (stop.signal.aborted) return
    const { name } = row.platform
    try {
      await soakRow(row, task, stop.signal, progress)
      people.write(`${row.done} equal on ${name}\n`)
    } catch (error) {
      // The others end because of this one, and have nothing to add.
      const reason = error instanceof Error ? error.message : String(error)
      if (!stop.signal.aborted) progress.fault = `${name}: ${reason}`
      stop.abort(error)
    }
  })
  finish(rows, progress)
}

/** Divides the generations among the platforms that are here. */
function plan(all: readonly Platform[]): SoakRow[] {
  const here = all.filter(({ soak, missing }) => soak && !missing)
  const counts = apportion(
    count,
    here.map(({ soak = 0 }) => soak),
  )
  return here
    .map((platform, index): SoakRow => {
      return { platform, count: counts[index] ?? 0, done: 0 }
    })
    .filter((row) => row.count > 0)
}

async function soakRow(
  row: SoakRow,
  task: string,
  signal: AbortSignal,
  progress: Progress,
): Promise<void> {
  const run = {
    models: modelsOf(row.platform, small),
    quick: true,
    count: row.count,
  }
  const onPlatform = (says: string) => {
    row.says = says
  }
  const results = runRow(row.platform, task, run, { onPlatform, signal })
  for await (const result of results) {
    const difference = findDifference(progress.golden, result)
    if (difference) throw new TypeError(difference)
    row.done += 1
    progress.add(result)
  }
  if (row.done !== row.count) {
    throw new TypeError(`ended after ${row.done} of ${row.count}`)
  }
}

function createProgress(): Progress {
  const step = Math.max(1, Math.floor(count / 20))
  const began = Date.now()
  const progress: Progress = {
    golden: readGolden(),
    done: 0,
    digests: {},
    fault: undefined,
    add: ({ model, prompt, ...digests }) => {
      progress.digests[model] ??= {}
      progress.digests[model][prompt] ??= digestOf(digests)
      progress.done += 1
      if (progress.done % step > 0) return
      const seconds = Math.round((Date.now() - began) / 1000)
      people.write(`${progress.done} of ${count} equal, ${seconds} s\n`)
    },
  }
  return progress
}

function finish(rows: readonly SoakRow[], progress: Progress): void {
  const { done, digests, fault } = progress
  const ran = rows.filter((row) => row.done > 0).map(shown)
  const equal = fault === undefined && done === count
  const isWide = ran.length >= PLATFORMS
  people.write(`\n${digestLines(digests).join('\n')}\n\n`)
  if (fault) people.write(`different: ${fault}\n`)
  people.write(
    `${done} of ${count} generations gave equal digests, on ${ran.length} platforms\n`,
  )
  if (equal && !isWide) {
    people.write(
      `That is fewer than the ${PLATFORMS} which a soak must cover.\n`,
    )
  }
  if (options.json) {
    const report = { count, generations: done, platforms: ran, digests, equal }
    const json = { ...report, ...(fault && { difference: fault }) }
    process.stdout.write(`${JSON.stringify(json, undefined, 2)}\n`)
  }
  process.exitCode = equal && isWide ? 0 : 1
}

function shown({ platform, says, done }: SoakRow) {
  return { name: platform.name, platform: says, generations: done }
}
