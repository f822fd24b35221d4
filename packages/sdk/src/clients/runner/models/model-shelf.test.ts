import type { Cid } from '@aichain/base'
import type { InferenceEngine } from '@aichain/inference'
import { InferenceFailedError, ModelTooLargeError } from '@aichain/inference'
import { memoryEngine } from '@aichain/inference/testing'
import { beforeEach, expect, test } from 'vitest'
import { memoryContentStore } from '../../../adapters/memory/content-store.js'
import { memoryModel } from '../../../adapters/memory/model.js'
import type { ContentReader } from '../../../ports/content-store.js'
import type { ModelCache } from '../../../ports/model-cache.js'
import { type ModelShelf, modelShelf, type ShelfUpdate } from './model-shelf.js'

const { signal } = new AbortController()
const seed = `0x${'07'.repeat(32)}` as const
const prompt = {
  type: 'aichain/prompt/1',
  messages: [{ role: 'user', content: 'Hello?' }],
} as const

let content: ContentReader
let models: Cid[]
let loads: number
let engine: InferenceEngine
let said: ShelfUpdate['type'][]

beforeEach(async () => {
  const store = memoryContentStore()
  content = store
  models = []
  for (const name of ['one', 'two', 'three']) {
    models.push((await memoryModel(store, { name })).model)
  }
  loads = 0
  said = []
  const inner = memoryEngine()
  engine = {
    ...inner,
    load: async (files, options) => {
      loads += 1
      await files.read('model.onnx')
      return inner.load(files, options)
    },
  }
})

const open = (
  parameters: Partial<Parameters<typeof modelShelf>[0]> = {},
): ModelShelf => {
  const shelf = modelShelf({
    content,
    engine,
    maximumModels: 2,
    maximumModelBytes: 1_000_000,
    ...parameters,
  })
  shelf.listen(({ type }) => said.push(type))
  return shelf
}

const ask = (shelf: ModelShelf, model: Cid) =>
  shelf.generate({ model, prompt, seed, onToken: () => {} }, signal)

/** Counts leases, and answers nothing. */
function emptyCache() {
  const counts = { leased: 0, released: 0 }
  const cache: ModelCache = {
    lease: () => {
      counts.leased += 1
      return {
        read: async () => undefined,
        write: async () => {},
        discard: async () => {},
        release: async () => {
          counts.released += 1
        },
      }
    },
  }
  return { cache, counts }
}

test('tasks of one model share one session, loaded and tested once', async () => {
  const served = open()
  const [model] = models as [Cid]
  const loading = served.load(model, signal)
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => ask(served, model)),
  )
  await loading
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(loads).toBe(1)
  expect(said).toEqual(['model-loading', 'self-test-passed'])
})

test('what had to make room is served on, and tested again when it comes back', async () => {
  const served = open()
  for (const model of models) await served.load(model, signal)
  const [first] = models as [Cid]
  expect((await ask(served, first)).finishReason).not.toBe('error')
  expect(loads).toBe(4)
  expect(said.filter((type) => type === 'self-test-passed')).toHaveLength(4)
})

test('without a limit all that are asked for stay in memory', async () => {
  const served = open({ maximumModels: undefined })
  for (const model of [...models, ...models]) await served.load(model, signal)
  expect(loads).toBe(3)
})

test('a load tells the manifest, also of what is there already', async () => {
  const served = open()
  const [first] = models as [Cid]
  const names = await Promise.all([
    served.load(first, signal),
    served.load(first, signal),
  ])
  expect(names.map(({ name }) => name)).toEqual(['one', 'one'])
})

test('who listens no more hears nothing', async () => {
  const served = open()
  const heard: ShelfUpdate[] = []
  const unlisten = served.listen((update) => heard.push(update))
  const [first, second] = models as [Cid, Cid]
  await served.load(first, signal)
  unlisten()
  await served.load(second, signal)
  expect(heard).toEqual([
    { type: 'model-loading', model: first },
    { type: 'self-test-passed', model: first, vectors: 1 },
  ])
})

test('a failed load is tried again by the next task', async () => {
  let isBroken = true
  const cause = new InferenceFailedError({ reason: 'no memory' })
  const inner = engine
  const { cache, counts } = emptyCache()
  const served = open({
    modelCache: cache,
    engine: {
      ...inner,
      load: async (files, options) => {
        if (isBroken) throw cause
        return inner.load(files, options)
      },
    },
  })
  const [model] = models as [Cid]
  await expect(ask(served, model)).rejects.toBe(cause)
  expect(counts).toEqual({ leased: 1, released: 1 })
  isBroken = false
  await ask(served, model)
  expect(counts).toEqual({ leased: 2, released: 1 })
})

test('a model holds its files in the cache for as long as it is in memory', async () => {
  const { cache, counts } = emptyCache()
  const served = open({ modelCache: cache })
  for (const model of models) await served.load(model, signal)
  expect(counts).toEqual({ leased: 3, released: 1 })
  await served.close()
  expect(counts).toEqual({ leased: 3, released: 3 })
})

test('a model that is too large is refused before its files are fetched', async () => {
  const fetched: Cid[] = []
  const served = open({
    maximumModelBytes: 10,
    content: {
      ...content,
      cat: (cid, options) => {
        fetched.push(cid)
        return content.cat(cid, options)
      },
    },
  })
  const error = await served.load(models[0] as Cid, signal).catch((e) => e)
  expect(error).toBeInstanceOf(ModelTooLargeError)
  expect(error).toMatchObject({ model: models[0], maximum: 10 })
  expect(error.size).toBeGreaterThan(10)
  expect(fetched).toEqual([])
})
