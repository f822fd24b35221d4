// One manifest, three engines: ONNX Runtime alone, transformers.js 4 and 2.17.
// The same digests of answers and of all logits, or it ends with 1.
//
//   npm run test:transformers -w @aichain/inference
import { rm } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import {
  type Generation,
  generationDigest,
  type InferenceEngine,
  type InferenceSession,
  localModel,
  type ModelFiles,
  type Prompt,
} from '@aichain/inference'
import { onnxEngine } from '@aichain/inference/onnx'
import { engineConformance } from '@aichain/inference/testing'
import { transformersEngine } from '@aichain/inference/transformers'
import { readGolden } from '../determinism/golden.js'
import { type MatrixModel, models } from '../determinism/models/models.js'
import {
  type Environment,
  importModule,
  installModules,
  MODULES,
  type ModuleName,
} from './install.js'

globalThis.fetch = async (address) => {
  throw new TypeError(`the network was asked for ${address}`)
}

const counts = { passed: 0, failed: 0 }

async function check(name: string, work: () => unknown): Promise<void> {
  try {
    await work()
    counts.passed += 1
    process.stdout.write(`ok      ${name}\n`)
  } catch (error) {
    counts.failed += 1
    const shown = error instanceof Error ? error.stack : String(error)
    process.stdout.write(`FAILED  ${name}: ${shown}\n`)
  }
}

function expectEqual(actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return
  const shown = JSON.stringify({ actual, expected })
  throw new TypeError(`not equal: ${shown.slice(0, 500)}`)
}

/** What an engine computes: each token with its logits, and the whole. */
type Computed = {
  readonly logits: readonly (string | undefined)[]
  readonly all: string | undefined
  readonly generation: string
  readonly answer: Generation
}

async function compute(
  session: InferenceSession,
  prompt: Prompt,
): Promise<Computed> {
  const logits: (string | undefined)[] = []
  for await (const part of session.generate(prompt, { trace: true })) {
    if (part.type === 'token') logits.push(part.logits)
    else
      return {
        logits,
        all: part.logits,
        generation: generationDigest(part.generation),
        answer: part.generation,
      }
  }
  throw new TypeError('it ended without a result')
}

/** A prompt, and what every engine must compute. */
type ExpectedRun = {
  readonly name: string
  readonly prompt: Prompt
  readonly result: Computed
}

/** A key of golden.json. */
const CHAT_MODEL = 'minimind2-small'

/** What ONNX Runtime alone computes. */
async function referenceRuns(
  engine: InferenceEngine,
  model: ModelFiles,
  { prompts }: MatrixModel,
): Promise<ExpectedRun[]> {
  const golden = readGolden()[CHAT_MODEL] ?? {}
  const session = await engine.load(model)
  const runs: ExpectedRun[] = []
  for (const { name, prompt } of prompts) {
    const result = await compute(session, prompt)
    await check(`onnxEngine: ${name}`, () =>
      expectEqual(result.generation, golden[name]?.generation),
    )
    runs.push({ name, prompt, result })
  }
  await session.close()
  return runs
}

async function holdTogether(
  name: string,
  engine: InferenceEngine,
  model: ModelFiles,
  expected: readonly ExpectedRun[],
): Promise<void> {
  const session = await engine.load(model)
  try {
    for (const { name: title, prompt, result } of expected) {
      await check(`${name}: ${title}`, async () => {
        expectEqual(await compute(session, prompt), result)
        const verification = await session.verify(prompt, result.answer)
        expectEqual(verification, { valid: true })
      })
    }
  } finally {
    await session.close()
  }
}

/** An engine through a module, and the module's settings before and now. */
function engineThrough(folder: string, name: ModuleName) {
  const settings: { before?: Environment; now?: Environment } = {}
  const engine = transformersEngine({
    transformers: async () => {
      const module = await importModule(folder, name)
      settings.now = module.env
      settings.before = { ...module.env }
      return module
    },
  })
  return { engine, settings }
}

async function main(folder: string): Promise<void> {
  const reference = onnxEngine()
  const chat = models.find(({ name }) => name === CHAT_MODEL)
  if (chat === undefined) throw new TypeError(`there is no ${CHAT_MODEL}`)
  const prepared = await chat.prepare()
  const model = await localModel(prepared, { engine: reference })
  const expected = await referenceRuns(reference, model, chat)
  for (const [name, version] of Object.entries(MODULES)) {
    const title = `${name} ${version}`
    const { engine, settings } = engineThrough(folder, name as ModuleName)
    await check(`${title}: the same runtime`, async () =>
      expectEqual(await engine.runtime(), await reference.runtime()),
    )
    await holdTogether(title, engine, model, expected)
    for (const { name: promise, run } of engineConformance({ engine, model })) {
      await check(`${title}: ${promise}`, run)
    }
    await check(`${title}: leaves the module's settings as they were`, () => {
      const { now, before } = settings
      expectEqual({ ...now, backends: 0 }, { ...before, backends: 0 })
    })
    await check(`${title}: a graph that is none`, async () => {
      const read: ModelFiles['read'] = async (path) =>
        path === model.manifest.graph ? Uint8Array.of(1, 2) : model.read(path)
      const error = await engine.load({ ...model, read }).catch((e) => e)
      expectEqual(error.code, 'model-unsupported')
    })
  }
}

const folder = await installModules()
try {
  await main(folder)
} finally {
  await rm(folder, { recursive: true, force: true })
}
const { passed, failed } = counts
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 ? 1 : 0
