// One manifest, three engines: ONNX Runtime alone, transformers.js 4 and 2.17.
// The same digests of answers and of all logits, or it ends with 1.
//
//   node three-engines.mjs
import { rm } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import { generationDigest } from '../../dist/index.js'
import { onnxEngine } from '../../dist/onnx.js'
import { engineConformance } from '../../dist/testing.js'
import { transformersEngine } from '../../dist/transformers.js'
import { readGolden } from '../determinism/golden.mjs'
import { models } from '../determinism/models.mjs'
import { importModule, installModules, MODULES } from './install.mjs'

globalThis.fetch = async (address) => {
  throw new TypeError(`the network was asked for ${address}`)
}

const counts = { passed: 0, failed: 0 }

async function check(name, work) {
  try {
    await work()
    counts.passed += 1
    process.stdout.write(`ok      ${name}\n`)
  } catch (error) {
    counts.failed += 1
    process.stdout.write(`FAILED  ${name}: ${error?.stack ?? error}\n`)
  }
}

function expectEqual(actual, expected) {
  if (isDeepStrictEqual(actual, expected)) return
  const shown = JSON.stringify({ actual, expected })
  throw new TypeError(`not equal: ${shown.slice(0, 500)}`)
}

/** What an engine computes: each token with its logits, and the whole. */
async function compute(session, prompt) {
  const logits = []
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
}

async function holdTogether(name, engine, model, expected) {
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

/** A key of golden.json. */
const CHAT_MODEL = 'minimind2-small'

const folder = await installModules()
try {
  const reference = onnxEngine()
  const chat = models.find(({ name }) => name === CHAT_MODEL)
  const prepared = await chat.prepare()
  const golden = readGolden()[CHAT_MODEL]
  const files = new Map(prepared.files.map((file) => [file.path, file.content]))
  const model = {
    manifest: {
      ...prepared,
      files: prepared.files.map(({ path, content }) => {
        return { path, size: content.length }
      }),
      runtime: await reference.runtime(),
    },
    read: async (path) => files.get(path),
  }
  const session = await reference.load(model)
  const expected = []
  for (const { name, prompt } of chat.prompts) {
    const result = await compute(session, prompt)
    await check(`onnxEngine: ${name}`, () =>
      expectEqual(result.generation, golden[name].generation),
    )
    expected.push({ name, prompt, result })
  }
  await session.close()

  for (const [name, version] of Object.entries(MODULES)) {
    const title = `${name} ${version}`
    let settings
    let before
    const engine = transformersEngine({
      transformers: async () => {
        const module = await importModule(folder, name)
        settings = module.env
        before = { ...settings }
        return module
      },
    })
    await check(`${title}: the same runtime`, async () =>
      expectEqual(await engine.runtime(), await reference.runtime()),
    )
    await holdTogether(title, engine, model, expected)
    for (const { name: promise, run } of engineConformance({ engine, model })) {
      await check(`${title}: ${promise}`, run)
    }
    await check(`${title}: leaves the module's settings as they were`, () =>
      expectEqual({ ...settings, backends: 0 }, { ...before, backends: 0 }),
    )
    await check(`${title}: a graph that is none`, async () => {
      const read = async (path) =>
        path === model.manifest.graph ? Uint8Array.of(1, 2) : files.get(path)
      const error = await engine.load({ ...model, read }).catch((e) => e)
      expectEqual(error.code, 'model-unsupported')
    })
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
const { passed, failed } = counts
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 ? 1 : 0
