// How fast inference is, beside the native engines, in one run on this machine.
//
//   npm run bench:inference -- [--json] [--write] [--check] [--profile]
//                              [--rounds N] [--engines A,B] [--shapes A,B] [--threads 1,2]
//
// docs/inference-speed.md tells what is measured and how.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Failure } from '../../../../scripts/lib/failure.mjs'
import { execute, root } from '../../../../scripts/lib/programs.mjs'
import { createSteps, script } from '../../../../scripts/lib/steps.mjs'
import { fill } from '../../../contracts/scripts/lib/page.ts'
import { installCompetitor } from './competitors.mjs'
import { engines } from './engines/index.mjs'
import { judge } from './goals.mjs'
import { kernelNames } from './kernel-names.mjs'
import { describeMachine } from './machine.mjs'
import { generateModel } from './models/generate-model.mjs'
import { shapes } from './models/shapes.mjs'
import { hottest } from './profile.mjs'
import { runEngine } from './run-engine.mjs'
import { ratiosOf, summarise } from './summary.mjs'
import { profileTable, tablesOf } from './tables.mjs'

const cache = join(root, 'node_modules/.cache/aichain-inference-bench')
const page = join(root, 'docs/inference-speed.md')

/** What each engine does in each round. Lengths are in tokens. */
const plan = {
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
const chosen = {
  engines: options.engines.split(','),
  shapes: options.shapes.split(','),
  threads: options.threads.split(',').map(Number),
}

/** Says what there is, where something else was asked for. */
function checkChoice() {
  for (const [option, known] of [
    ['engines', Object.keys(engines)],
    ['shapes', Object.keys(shapes)],
  ]) {
    const stranger = chosen[option].find((name) => !known.includes(name))
    if (stranger !== undefined) {
      throw new Failure(
        `--${option}: there is no "${stranger}", only ${known.join(', ')}`,
      )
    }
  }
}

// stdout belongs to the figures.
const steps = createSteps(process.stderr)

/** The model's folder of each shape, with what the SDK's engines import. */
async function prepareModels(absent) {
  const folders = {}
  for (const name of chosen.shapes) {
    folders[name] = await steps.run(`Model of ${name}`, async () => {
      mkdirSync(join(cache, 'models'), { recursive: true })
      return generateModel(join(cache, 'models'), name, shapes[name])
    })
    for (const engine of ['onnx', 'integer']) {
      if (!chosen.engines.includes(engine) || absent.has(engine)) continue
      await steps.run(`Import of ${name}, ${engine}`, () =>
        importModel(folders[name], engine, absent),
      )
    }
  }
  return folders
}

async function importModel(folder, engine, absent) {
  const file = fileURLToPath(new URL('prepare.mjs', import.meta.url))
  const { code, output } = await execute(process.execPath, [
    file,
    folder,
    engine,
  ])
  if (code !== 0) absent.set(engine, `the import failed: ${lastLine(output)}`)
}

const lastLine = (text) =>
  text.split('\n').findLast((line) => /Error/.test(line)) ?? 'no reason given'

/** Installs what the chosen engines need; notes those that cannot run here. */
async function installAll(absent) {
  const installed = {}
  for (const name of chosen.engines) {
    const { needs } = engines[name]
    if (needs === undefined) continue
    const result = await steps.run(`Install of ${needs}`, () =>
      installCompetitor(join(cache, 'packages'), needs),
    )
    if ('absent' in result) absent.set(name, result.absent)
    else installed[name] = result
  }
  const integer = new URL('../../dist/integer.js', import.meta.url)
  if (!existsSync(integer)) {
    absent.set('integer', 'the SDK has no integer engine in its build')
  }
  return installed
}

/** Every engine with every count of threads, one after another. */
function places(shape, absent) {
  return chosen.engines.flatMap((engine) =>
    engines[engine].threads
      .filter((threads) => chosen.threads.includes(threads))
      .map((threads) => ({
        shape,
        engine,
        threads,
        absent: absent.get(engine),
      })),
  )
}

function taskOf({ shape, engine, threads }, folder, installed) {
  return {
    engine,
    threads,
    shape: shapes[shape],
    model: folder,
    packages: installed[engine]?.folder,
    plan,
  }
}

/** Rounds: A B C, A B C, so that what slows the machine slows all. */
async function measureShape(shape, folder, installed, absent) {
  const measured = places(shape, absent).map((place) => ({ place, rounds: [] }))
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    for (const row of measured) {
      const { place } = row
      if (place.absent !== undefined) continue
      const title = `${shape}, ${place.engine}, ${place.threads} thr., round ${round}`
      const task = taskOf(place, folder, installed)
      const result = await steps.run(title, () =>
        runEngine(task, installed[place.engine]?.node),
      )
      if ('fault' in result) place.absent = result.fault
      else row.rounds.push(result.figures)
    }
  }
  return measured.map(({ place, rounds }) =>
    place.absent === undefined
      ? summarise(
          { ...place, modelBytes: bytesOf(folder, place.engine) },
          rounds,
        )
      : place,
  )
}

const bytesOf = (folder, engine) =>
  statSync(join(folder, engines[engine].file)).size

async function benchmark(folders, installed, absent) {
  const machine = describeMachine()
  const rows = []
  for (const [shape, folder] of Object.entries(folders)) {
    rows.push(...(await measureShape(shape, folder, installed, absent)))
  }
  return {
    machine,
    plan: { ...plan, rounds: Number(options.rounds) },
    versions: Object.assign(
      {},
      ...Object.values(installed).map((i) => i.versions),
    ),
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
async function profileAll(folders, installed, absent) {
  if (!chosen.engines.includes('integer') || absent.has('integer')) return []
  const names = await kernelNames()
  const profiles = []
  for (const [shape, folder] of Object.entries(folders)) {
    const place = { shape, engine: 'integer', threads: 1 }
    const task = { ...taskOf(place, folder, installed), profile: true }
    const result = await steps.run(`Profile of ${shape}`, () => runEngine(task))
    if ('fault' in result) throw new Failure(result.fault)
    for (const [phase, threads] of Object.entries(result.figures.profile)) {
      profiles.push({ shape, phase, functions: hottest(threads, names) })
    }
  }
  return profiles
}

function show(value, tables) {
  const text = options.json
    ? JSON.stringify(value, undefined, 2)
    : tables.join('\n\n')
  process.stdout.write(`${text}\n`)
}

await script(async () => {
  checkChoice()
  const absent = new Map()
  const installed = await installAll(absent)
  const folders = await prepareModels(absent)
  if (options.profile) {
    const profile = await profileAll(folders, installed, absent)
    show(profile, [profileTable(profile)])
    return 0
  }
  const report = await benchmark(folders, installed, absent)
  const tables = tablesOf(report)
  show(report, Object.values(tables))
  if (options.write) {
    const profile = await profileAll(folders, installed, absent)
    tables['inference-profile'] = profileTable(profile)
    writeFileSync(page, fill(readFileSync(page, 'utf8'), 'figures', tables))
  }
  const isShort = report.goals.some(({ isMet }) => isMet !== true)
  return options.check && isShort ? 1 : 0
})
