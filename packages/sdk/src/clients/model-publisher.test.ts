import { cidOf, digestFromCid } from '@aichain/base'
import type {
  GenerationPart,
  InferenceEngine,
  PreparedModel,
  Prompt,
} from '@aichain/inference'
import { encodeManifest, runGoldenVectors } from '@aichain/inference'
import { memoryEngine, memoryRuntime } from '@aichain/inference/testing'
import { beforeEach, expect, test, vi } from 'vitest'
import { type MemoryChain, memoryChain } from '../adapters/memory/chain.js'
import {
  type MemoryContentStore,
  memoryContentStore,
} from '../adapters/memory/content-store.js'
import type { Chain } from '../ports/chain.js'
import { loadModelFiles } from './load-model-files.js'
import { ModelPublisher, type PublishUpdate } from './model-publisher.js'

const alice = '0x00000000000000000000000000000000000a11ce'
const bob = '0x0000000000000000000000000000000000000b0b'

const content = (text: string) => new TextEncoder().encode(text)

const model: PreparedModel = {
  files: [
    { path: 'config.json', content: content('{}') },
    { path: 'onnx/model.onnx', content: content('weights') },
    { path: 'tokenizer.json', content: content('tokens') },
    { path: 'tokenizer_config.json', content: content('template') },
  ],
  dtype: 'fp32',
  graph: 'onnx/model.onnx',
  config: 'config.json',
  tokenizer: 'tokenizer.json',
  tokenizerConfig: 'tokenizer_config.json',
  decoding: {
    sampler: 'greedy/1',
    ties: 'lowest-id',
    nonFinite: 'reject',
    repetitionPenalty: '1.1',
    endOfSequence: [2],
    contextLimit: 100,
    maxNewTokens: 16,
    maxPromptBytes: 1000,
  },
  notes: [],
}

const parameters = { model, name: 'tiny', license: 'MIT' }

let chain: MemoryChain
let store: MemoryContentStore
const engine = memoryEngine()

beforeEach(() => {
  chain = memoryChain()
  store = memoryContentStore()
})

function publisher(account = alice, change: Partial<Chain> = {}) {
  return new ModelPublisher({
    chain: { ...chain.connect(account as typeof alice), ...change },
    content: store,
    engine,
    witnesses: [memoryEngine(), memoryEngine()],
  })
}

test('stores folder and manifest, registers the model, and tells each step', async () => {
  const updates: PublishUpdate[] = []
  const published = await publisher().publish(parameters, {
    onProgress: (update) => updates.push(update),
  })
  const { manifest } = published
  expect(manifest).toMatchObject({
    type: 'aichain/model/1',
    name: 'tiny',
    license: 'MIT',
    dtype: 'fp32',
    runtime: memoryRuntime,
    decoding: model.decoding,
    graph: model.graph,
  })
  expect(manifest.files.map(({ path, size }) => [path, size])).toEqual([
    ['config.json', 2],
    ['onnx/model.onnx', 7],
    ['tokenizer.json', 6],
    ['tokenizer_config.json', 8],
  ])
  expect(manifest.golden).toHaveLength(2)
  expect(await store.get(published.model)).toEqual(encodeManifest(manifest))
  const record = await chain.connect(bob).getModel(published.model)
  expect(record?.publisher.toLowerCase()).toBe(alice)
  expect(published.receipt?.transactionHash).toMatch(/^0x/)

  const types = updates.map(({ type }) => type)
  expect(types.filter((type) => type !== 'transfer')).toEqual([
    'folder-stored',
    'model-loaded',
    'golden-vector-computed',
    'golden-vector-computed',
    'witness-agreed',
    'witness-agreed',
    'manifest-stored',
    'awaiting-signature',
    'transaction-sent',
  ])
})

test('what was published can be fetched, run and proved', async () => {
  const published = await publisher().publish(parameters)
  const files = await loadModelFiles({ content: store, model: published.model })
  expect(files.manifest).toEqual(published.manifest)
  for (const file of model.files) {
    expect(await files.read(file.path)).toEqual(file.content)
  }
  const session = await engine.load(files)
  await runGoldenVectors({ session, manifest: files.manifest })
})

test('a second time, by anybody, gives the same model and no transaction', async () => {
  const first = await publisher().publish(parameters)
  const updates: PublishUpdate[] = []
  const second = await publisher(bob).publish(parameters, {
    onProgress: (update) => updates.push(update),
  })
  expect(second).toEqual({ ...first, receipt: undefined })
  expect(updates.at(-1)).toEqual({
    type: 'already-registered',
    publisher: alice,
  })
})

test('somebody who is faster by a block changes nothing', async () => {
  const first = await publisher().publish(parameters)
  const updates: PublishUpdate[] = []
  const getModel = async () => undefined
  const second = await publisher(bob, { getModel }).publish(parameters, {
    onProgress: (update) => updates.push(update),
  })
  expect(second).toEqual({ ...first, receipt: undefined })
  expect(updates.at(-1)).toMatchObject({ type: 'already-registered' })
})

test('after a failure on-chain, the call is simply made again', async () => {
  chain.stop()
  const code = 'chain-unreachable'
  await expect(publisher().publish(parameters)).rejects.toMatchObject({ code })
  chain.start()
  const published = await publisher().publish(parameters)
  expect(published.receipt).toBeDefined()
})

test('another runtime, rule or name is another model', async () => {
  const { model: first } = await publisher().publish(parameters)
  const decoding = { ...model.decoding, maxNewTokens: 17 }
  const others = await Promise.all([
    publisher().publish({ ...parameters, name: 'other' }),
    publisher().publish({ ...parameters, model: { ...model, decoding } }),
  ])
  expect(new Set([first, ...others.map((other) => other.model)]).size).toBe(3)
})

test('an author is part of the model, and in the list that nodes serve it in', async () => {
  const address = `0x${'Ab'.repeat(20)}` as const
  const author = { address, shareBps: 500 }
  const own = await publisher().publish({ ...parameters, author })
  const kept = { address: `0x${'ab'.repeat(20)}`, shareBps: 500 }
  expect(own.manifest.author).toEqual(kept)
  expect(await chain.connect(bob).getModel(own.model)).toBeDefined()
  const { manifest } = await loadModelFiles({
    ...{ content: store, model: own.model },
  })
  expect(manifest.author).toEqual(kept)
  const nobodys = await publisher().publish(parameters)
  expect(nobodys.manifest).not.toHaveProperty('author')
  const other = { ...author, shareBps: 501 }
  const others = await publisher().publish({ ...parameters, author: other })
  expect(new Set([own.model, nobodys.model, others.model]).size).toBe(3)
})

test.each([
  { address: alice, shareBps: 2_001 },
  { address: alice, shareBps: 0 },
  { address: '0x1234', shareBps: 500 },
  { address: `0x${'00'.repeat(20)}`, shareBps: 500 },
  { shareBps: 500 },
])('the author %o is refused before anything is stored', async (author) => {
  const publishing = publisher().publish({
    ...parameters,
    author: author as never,
  })
  await expect(publishing).rejects.toMatchObject({ code: 'manifest-invalid' })
  expect(store.blocks.size).toBe(0)
})

test('golden prompts can be chosen', async () => {
  const golden: Prompt[] = [
    {
      type: 'aichain/prompt/1',
      messages: [{ role: 'user', content: 'Hello' }],
      maxNewTokens: 3,
    },
  ]
  const { manifest } = await publisher().publish({ ...parameters, golden })
  expect(manifest.golden.map(({ prompt }) => prompt)).toEqual(golden)
})

const sampled: PreparedModel = {
  ...model,
  decoding: {
    ...model.decoding,
    sampler: 'seeded/1',
    sampling: { temperature: '0.7', topK: 40, topP: '0.95' },
  },
}

test('a model that samples has golden seeds, the same at every publishing', async () => {
  const first = await publisher().publish({ ...parameters, model: sampled })
  const second = await publisher(bob).publish({ ...parameters, model: sampled })
  expect(second.model).toBe(first.model)
  const seeds = first.manifest.golden.map(({ seed }) => seed)
  expect(new Set(seeds).size).toBe(2)
  expect(seeds).not.toContain(undefined)
  const files = await loadModelFiles({ content: store, model: first.model })
  const session = await engine.load(files)
  await runGoldenVectors({ session, manifest: files.manifest })
})

test('golden seeds can be chosen', async () => {
  const goldenSeeds = [
    digestFromCid(cidOf(content('a'))),
    digestFromCid(cidOf(content('b'))),
  ]
  const { manifest } = await publisher().publish({
    ...parameters,
    model: sampled,
    goldenSeeds,
  })
  expect(manifest.golden.map(({ seed }) => seed)).toEqual(goldenSeeds)
})

test.each([
  ['fewer golden seeds than prompts', { model: sampled, goldenSeeds: [] }],
  ['a blank name', { name: ' ' }],
  ['no golden prompts', { golden: [] }],
  [
    'a penalty that is no decimal',
    {
      model: {
        ...model,
        decoding: { ...model.decoding, repetitionPenalty: '1,1' },
      },
    },
  ],
  ['a graph that is none of the files', { model: { ...model, graph: 'x' } }],
])('refuses %s before anything is stored', async (_, change) => {
  await expect(
    publisher().publish({ ...parameters, ...change }),
  ).rejects.toMatchObject({ code: 'manifest-invalid' })
  expect(store.blocks.size).toBe(0)
})

test('a store that stops, and an engine that fails, end the call', async () => {
  store.stop()
  await expect(publisher().publish(parameters)).rejects.toMatchObject({
    code: 'content-store-unreachable',
  })
  store.start()
  const reason = new TypeError('no memory')
  const close = vi.fn(async () => {})
  const failing = new ModelPublisher({
    chain: chain.connect(alice),
    content: store,
    witnesses: [engine, engine],
    engine: {
      ...engine,
      load: async () => ({
        // biome-ignore lint/correctness/useYield: it fails before its first part
        async *generate() {
          throw reason
        },
        verify: async () => ({ valid: true }),
        close,
      }),
    },
  })
  await expect(failing.publish(parameters)).rejects.toBe(reason)
  expect(close).toHaveBeenCalledTimes(1)
})

test('aborts with the reason, wherever it is', async () => {
  for (const type of ['folder-stored', 'model-loaded', 'manifest-stored']) {
    const controller = new AbortController()
    const publishing = publisher().publish(
      { ...parameters, name: type },
      {
        signal: controller.signal,
        onProgress: (update) => {
          if (update.type === type) controller.abort(type)
        },
      },
    )
    await expect(publishing).rejects.toBe(type)
  }
})

test.each([0, 1])('%i witnesses are too few', (count) => {
  const witnesses = Array.from({ length: count }, () => memoryEngine())
  const make = () =>
    new ModelPublisher({
      chain: chain.connect(alice),
      content: store,
      engine,
      witnesses,
    })
  expect(make).toThrow(
    expect.objectContaining({ code: 'too-few-witnesses', count }),
  )
})

function publishWith(...witnesses: InferenceEngine[]) {
  const connection = chain.connect(alice)
  const publisher = new ModelPublisher({
    chain: connection,
    content: store,
    engine: memoryEngine({ reply: () => 'one two three' }),
    witnesses,
  })
  return publisher.publish(parameters)
}

const agreeing = memoryEngine({ reply: () => 'one two three' })

test('a witness with another token stops everything, and is named', async () => {
  const other = memoryEngine({ reply: () => 'one two four' })
  const stored: string[] = []
  const put = store.put
  store = {
    ...store,
    put: (...call) => {
      stored.push('manifest')
      return put(...call)
    },
  }
  const error = await publishWith(agreeing, other).catch((each) => each)
  expect(error).toMatchObject({
    code: 'witness-disagrees',
    witness: 1,
    index: 0,
    divergence: { type: 'token', index: 2 },
  })
  expect(error.message).toContain('Witness 2 does not reproduce')
  expect(error.message).toContain('first difference: token 2 is ')
  expect(stored).toEqual([])
})

test('a witness with equal tokens and other scores disagrees, too', async () => {
  const { load } = agreeing
  const other: InferenceEngine = {
    ...agreeing,
    load: async (files, options) => {
      const session = await load(files, options)
      return {
        ...session,
        generate: (...call) => withOtherScores(session.generate(...call)),
      }
    },
  }
  await expect(publishWith(other, agreeing)).rejects.toMatchObject({
    code: 'witness-disagrees',
    witness: 0,
    divergence: { type: 'logits' },
  })
})

async function* withOtherScores(parts: AsyncIterable<GenerationPart>) {
  for await (const part of parts) {
    yield part.type === 'generation'
      ? { ...part, logits: `0x${'1'.repeat(64)}` as const }
      : part
  }
}

test('a witness that fails ends the call with its error, and is closed', async () => {
  const reason = new TypeError('no memory')
  const close = vi.fn(async () => {})
  const { load } = agreeing
  const failing: InferenceEngine = {
    ...agreeing,
    load: async (files, options) => ({
      ...(await load(files, options)),
      // biome-ignore lint/correctness/useYield: it fails before its first part
      async *generate() {
        throw reason
      },
      close,
    }),
  }
  await expect(publishWith(agreeing, failing)).rejects.toBe(reason)
  expect(close).toHaveBeenCalledTimes(1)
})
