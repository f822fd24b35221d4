import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Generation } from '../../src/document/output.js'
import type { Prompt } from '../../src/document/prompt.js'
import { runTraced } from '../../src/golden/run-prompt.js'
import type {
  InferenceEngine,
  InferenceSession,
  ModelFiles,
} from '../../src/ports/inference-engine.js'
import { engineConformance } from '../../src/testing/engine-conformance.js'
import { builtFile } from '../support/built.js'
import { promptOf } from '../support/default-model.js'
import { preparedModel } from './prepared-model.js'
import { randomTensors, smallConfig } from './random-model.js'

const config = { ...smallConfig, vocabularySize: 6400, tiedHead: true }

type Engine = typeof import('../../src/integer.js').integerEngine

let integerEngine: Engine
let engine: InferenceEngine
let model: ModelFiles

beforeAll(async () => {
  builtFile('integer-worker.js')
  const built = await import(/* @vite-ignore */ builtFile('integer.js').href)
  integerEngine = built.integerEngine
  engine = integerEngine()
  model = await preparedModel(config, randomTensors(config, 3))
})

describe('keeps the promises of the port', () => {
  const names = engineConformance({} as never).map(({ name }) => name)
  test.each(names)('%s', async (name) => {
    const cases = engineConformance({ engine, model })
    await cases.find((promise) => promise.name === name)?.run()
  })
})

const prompts: Prompt[] = [
  promptOf('What is the capital of France?'),
  promptOf('one two three '.repeat(40), 20),
]

async function digests(session: InferenceSession) {
  const runs = []
  for (const prompt of prompts) runs.push(await runTraced(session, prompt))
  return runs
}

test('threads change no bit', async () => {
  const session = await engine.load(model)
  const expected = await digests(session)
  await session.close()
  for (const threads of [2, 3, 4]) {
    const shared = await integerEngine({ threads }).load(model)
    expect(await digests(shared)).toEqual(expected)
    await shared.close()
  }
})

test('ends while threads wait in WebAssembly', async () => {
  const session = await integerEngine({ threads: 2 }).load(model)
  const parts = session.generate(prompts[0] as Prompt)[Symbol.asyncIterator]()
  await parts.next()
  await session.close()
  await expect(parts.next()).rejects.toMatchObject({ code: 'session-closed' })
})

describe('verify', () => {
  let session: InferenceSession
  let answer: Generation & { readonly finishReason: 'stop' | 'length' }
  const [prompt] = prompts as [Prompt]
  beforeAll(async () => {
    session = await engine.load(model)
    const { generation } = await runTraced(session, prompt)
    if (generation.finishReason === 'error') throw new TypeError('no answer')
    answer = generation
  })
  afterAll(() => session.close())

  test('accepts what generate gave', async () => {
    expect(await session.verify(prompt, answer)).toEqual({ valid: true })
  })

  test.each([0, 1, 17, 39])('says that token %d differs', async (index) => {
    const tokens = answer.tokens.with(index, 5)
    const agreed = answer.tokens[index]
    expect(await session.verify(prompt, { ...answer, tokens })).toEqual({
      valid: false,
      divergence: { type: 'token', index, mine: 5, agreed },
    })
  })

  test.each([
    ['too short', { tokens: [] as number[] }, 'token'],
    ['another text', { text: 'x' }, 'text'],
    ['another end', { finishReason: 'stop' as const }, 'finish-reason'],
  ])('refuses an answer that has %s', async (_, change, type) => {
    expect(
      await session.verify(prompt, { ...answer, ...change }),
    ).toMatchObject({
      valid: false,
      divergence: { type },
    })
  })

  test('refuses what is longer than may be, and ids that are no tokens', async () => {
    const longer = { ...answer, tokens: [...answer.tokens, 7] }
    expect(await session.verify(prompt, longer)).toMatchObject({ valid: false })
    const stranger = { ...answer, tokens: answer.tokens.with(3, 2 ** 31) }
    expect(await session.verify(prompt, stranger)).toMatchObject({
      valid: false,
      divergence: { index: 3, mine: 2 ** 31 },
    })
  })

  test('knows the errors that a prompt must give', async () => {
    const long = promptOf('x'.repeat(5000))
    const error = { finishReason: 'error', error: 'prompt-too-long' } as const
    expect(await session.verify(long, error)).toEqual({ valid: true })
    expect(await session.verify(prompt, error)).toMatchObject({ valid: false })
    expect(await session.verify(long, answer)).toMatchObject({ valid: false })
  })
})

test.each([0, 65, 1.5])('refuses %d threads', (threads) => {
  expect(() => integerEngine({ threads })).toThrow(
    expect.objectContaining({ code: 'invalid-argument' }),
  )
})

test('refuses a model that cannot fit, before its weights are read', async () => {
  const read: string[] = []
  const watched: ModelFiles = {
    ...model,
    read: async (path, options) => {
      read.push(path)
      return await model.read(path, options)
    },
  }
  const small = integerEngine({ maximumBytes: 1_000_000 })
  await expect(small.load(watched)).rejects.toMatchObject({
    code: 'model-unsupported',
    reason: expect.stringContaining('more than the 1000000 allowed'),
  })
  expect(read).toEqual(['config.json'])
})

test('says which tensor is missing', async () => {
  const tensors = new Map(randomTensors(config, 3))
  tensors.delete('layers.1.up.weight')
  const broken = await preparedModel(config, tensors)
  await expect(engine.load(broken)).rejects.toMatchObject({
    code: 'model-unsupported',
    path: 'model.safetensors',
    reason: expect.stringContaining('layers.1.up.weight'),
  })
})

test('refuses a context that is longer than the model was made for', async () => {
  const longer = await preparedModel(config, randomTensors(config, 3), {
    contextLimit: 257,
  })
  await expect(engine.load(longer)).rejects.toMatchObject({
    code: 'model-unsupported',
    path: 'config.json',
  })
})
