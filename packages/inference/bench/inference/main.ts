// How fast inference is, beside the native engines, in one run on this machine.
//
//   npm run bench:inference -- [--json] [--write] [--check] [--profile]
//                              [--rounds N] [--engines A,B] [--shapes A,B] [--threads 1,2]
//
// docs/inference-speed.md tells what is measured and how.
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Failure } from '../../../../scripts/bootstrap/failure.mjs'
import { execute, root } from '../../../../scripts/bootstrap/programs.mjs'
import { createSteps, script } from '../../../../scripts/bootstrap/steps.mjs'
import { typescriptFlags } from '../../../../scripts/lib/typescript-flags.js'
import { fill } from '../../../contracts/scripts/lib/page.js'
import { installCompetitor, type Versions } from './competitors.js'
import { type EngineName, engines } from './engines/index.js'
import { judge } from './goals.js'
import { kernelNames } from './kernel-names.js'
import { describeMachine } from './machine.js'
import type {
  Figures,
  MeasuredTask,
  PhaseProfiles,
  Plan,
} from './measured-task.js'
import { generateModel } from './models/generate-model.js'
import { type Shape, shapes } from './models/shapes.js'
import { hottest } from './profile.js'
import { measuredPrograms, runEngine } from './run-engine.js'
import { type Place, type Row, ratiosOf, summarise } from './summary.js'
import { type PhaseProfile, profileTable, tablesOf } from './tables.js'

const cache = join(root, 'node_modules/.cache/aichain-inference-bench')
const page = join(root, 'docs/inference-speed.md')

const plan: Plan = {
  decodePrompt: 16,
  decodeTokens: 128,
  prefillPrompt: 256,
  chatPrompt: 24,
  warmUpTokens: 32,
  repeats: 2,
}

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    engines: { type: 'string', default: Object.keys(engines).join() },
    shapes: { type: 'string', default: Object.keys(shapes).join() },
    threads: { type: 'string', default: '1,2' },
  },
})
/** What is measured. */
type Choice = {
  readonly engines: readonly EngineName[]
  readonly shapes: readonly string[]
  readonly threads: readonly number[]
}

function readChoice(): Choice {
  const list = (text: string) => text.split(',')
  return {
    engines: list(options.engines).map((name) =>
      known('engines', name, engines),
    ),
    shapes: list(options.shapes).map((name) => known('shapes', name, shapes)),
    threads: list(options.threads).map(Number),
  }
}

/** Says what there is, where something else was asked for. */
function known<Table extends object>(
  option: string,
  name: string,
  table: Table,
): keyof Table & string {
  if (Object.hasOwn(table, name)) return name as keyof Table & string
  const names = Object.keys(table).join(', ')
  throw new Failure(`--${option}: there is no "${name}", only ${names}`)
}

type InstalledEngine = {
  readonly folder: string
  readonly node?: string
  readonly versions: Versions
}

/** What is made ready before anything is measured. */
type Workshop = {
  readonly chosen: Choice
  readonly installed: Map<EngineName, InstalledEngine>
  /** Engines that cannot run here, and why. */
  readonly absent: Map<EngineName, string>
  /** The model's folder of each shape. */
  readonly folders: Map<string, string>
  /** What runs in measured processes. */
  readonly programs: string
}

// stdout belongs to the figures.
const steps = createSteps(process.stderr)

async function openWorkshop(): Promise<Workshop> {
  const workshop: Workshop = {
    chosen: readChoice(),
    installed: new Map(),
    absent: new Map(),
    folders: new Map(),
    programs: await measuredPrograms(join(cache, 'programs')),
  }
  await installAll(workshop)
  await prepareModels(workshop)
  return workshop
}

/** Installs what the chosen engines need; notes those that cannot run here. */
async function installAll({
  chosen,
  installed,
  absent,
}: Workshop): Promise<void> {
  for (const name of chosen.engines) {
    const { needs } = engines[name]
    if (needs === undefined) continue
    const result = await steps.run(`Install of ${needs}`, () =>
      installCompetitor(join(cache, 'packages'), needs),
    )
    if ('absent' in result) absent.set(name, result.absent)
    else installed.set(name, result)
  }
}

/** Makes each model, with what the engines of this package import. */
async function prepareModels(workshop: Workshop): Promise<void> {
  const { chosen, absent, folders } = workshop
  for (const name of chosen.shapes) {
    const folder = await steps.run(`Model of ${name}`, async () => {
      mkdirSync(join(cache, 'models'), { recursive: true })
      return generateModel(join(cache, 'models'), name, shapeOf(name))
    })
    folders.set(name, folder)
    for (const engine of ['onnx', 'integer'] as const) {
      if (!chosen.engines.includes(engine) || absent.has(engine)) continue
      await steps.run(`Import of ${name}, ${engine}`, () =>
        importModel(folder, engine, workshop),
      )
    }
  }
}

async function importModel(
  folder: string,
  engine: EngineName,
  { absent }: Workshop,
): Promise<void> {
  const file = fileURLToPath(new URL('prepare.ts', import.meta.url))
  const args = [...typescriptFlags, file, folder, engine]
  const { code, output } = await execute(process.execPath, args)
  if (code !== 0) absent.set(engine, `the import failed: ${lastLine(output)}`)
}

const lastLine = (text: string) =>
  text.split('\n').findLast((line) => /Error/.test(line)) ?? 'no reason given'

const shapeOf = (name: string) => shapes[name] as Shape

/** Every engine with every count of threads, one after another. */
function places(shape: string, { chosen }: Workshop): Place[] {
  return chosen.engines.flatMap((engine) =>
    engines[engine].threads
      .filter((threads) => chosen.threads.includes(threads))
      .map((threads) => ({ shape, engine, threads })),
  )
}

function taskOf(
  { shape, engine, threads }: Place,
  { installed, folders }: Workshop,
): MeasuredTask {
  return {
    engine,
    threads,
    shape: shapeOf(shape),
    model: folders.get(shape) as string,
    packages: installed.get(engine)?.folder,
    plan,
  }
}

/** A place, and what it gave so far. */
type MeasuredPlace = {
  readonly place: Place
  readonly rounds: Figures[]
  absent: string | undefined
}

/** Rounds: A B C, A B C, so that what slows the machine slows all. */
async function measureShape(shape: string, workshop: Workshop): Promise<Row[]> {
  const { absent, installed, programs } = workshop
  const measured = places(shape, workshop).map((place): MeasuredPlace => {
    return { place, rounds: [], absent: absent.get(place.engine) }
  })
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    for (const row of measured) {
      if (row.absent !== undefined) continue
      const { engine, threads } = row.place
      const title = `${shape}, ${engine}, ${threads} thr., round ${round}`
      const task = taskOf(row.place, workshop)
      const node = installed.get(engine)?.node
      const result = await steps.run(title, () =>
        runEngine<Figures>(task, { programs, node }),
      )
      if ('fault' in result) row.absent = result.fault
      else row.rounds.push(result.figures)
    }
  }
  return measured.map(({ place, rounds, absent }) =>
    absent === undefined
      ? summarise({ ...place, modelBytes: bytesOf(place, workshop) }, rounds)
      : { ...place, absent },
  )
}

function bytesOf({ shape, engine }: Place, { folders }: Workshop): number {
  return statSync(join(folders.get(shape) as string, engines[engine].file)).size
}

async function benchmark(workshop: Workshop) {
  const { chosen, installed } = workshop
  const machine = describeMachine()
  const rows: Row[] = []
  for (const shape of chosen.shapes) {
    rows.push(...(await measureShape(shape, workshop)))
  }
  const versions = [...installed.values()].map((engine) => engine.versions)
  return {
    machine,
    plan: { ...plan, rounds: Number(options.rounds) },
    versions: Object.assign({}, ...versions),
    ratios: ratiosOf(rows),
    processorRatios: ratiosOf(
      rows.filter(({ threads }) => threads === 1),
      ['decodeProcessor', 'prefillProcessor'],
    ),
    goals: judge(rows, chosen.shapes),
    rows,
  }
}

/** Where the integer engine's time goes, on one thread. */
async function profileAll(workshop: Workshop): Promise<PhaseProfile[]> {
  const { chosen, absent, programs } = workshop
  if (!chosen.engines.includes('integer') || absent.has('integer')) return []
  const names = await kernelNames()
  const profiles: PhaseProfile[] = []
  for (const shape of chosen.shapes) {
    const place = { shape, engine: 'integer', threads: 1 } as const
    const task = { ...taskOf(place, workshop), profile: true }
    const result = await steps.run(`Profile of ${shape}`, () =>
      runEngine<{ readonly profile: PhaseProfiles }>(task, { programs }),
    )
    if ('fault' in result) throw new Failure(result.fault)
    for (const [phase, threads] of Object.entries(result.figures.profile)) {
      profiles.push({ shape, phase, functions: hottest(threads, names) })
    }
  }
  return profiles
}

function show(value: object, tables: readonly string[]): void {
  const text = options.json
    ? JSON.stringify(value, undefined, 2)
    : tables.join('\n\n')
  process.stdout.write(`${text}\n`)
}

await script(async () => {
  const workshop = await openWorkshop()
  if (options.profile) {
    const profile = await profileAll(workshop)
    show(profile, [profileTable(profile)])
    return 0
  }
  const report = await benchmark(workshop)
  const tables = tablesOf(report)
  show(report, Object.values(tables))
  if (options.write) {
    tables['inference-profile'] = profileTable(await profileAll(workshop))
    writeFileSync(page, fill(readFileSync(page, 'utf8'), 'figures', tables))
  }
  const isShort = report.goals.some(({ isMet }) => isMet !== true)
  return options.check && isShort ? 1 : 0
})
