import { InvalidArgumentError } from '@aichain/base'
import { memoryEngine } from '@aichain/inference/testing'
import { beforeEach, expect, test } from 'vitest'
import { memoryChain } from '../../../adapters/memory/chain.js'
import {
  type MemoryContentStore,
  memoryContentStore,
} from '../../../adapters/memory/content-store.js'
import { memoryJournal } from '../../../adapters/memory/journal.js'
import { memoryModel } from '../../../adapters/memory/model.js'
import { modelShelf } from '../models/model-shelf.js'
import { type NodeRunnerOptions, runnerSetup } from './runner-setup.js'

const { signal } = new AbortController()
const model = 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'

let content: MemoryContentStore

beforeEach(() => {
  content = memoryContentStore()
})

const open = (options: Partial<NodeRunnerOptions> = {}) => {
  const chain = memoryChain().connect(`0x${'1'.repeat(40)}`)
  const journal = memoryJournal()
  return runnerSetup({ chain, content, journal, model, ...options })
}

test('what is left out has a default', () => {
  expect(open({ engine: memoryEngine() })).toMatchObject({
    model,
    priceClass: 0,
    rounds: undefined,
    appeals: undefined,
  })
})

const shelf = modelShelf({
  content: memoryContentStore(),
  engine: memoryEngine(),
})
const engine = memoryEngine()

test.each<[string, object]>([
  ['engine', {}],
  ['engine', { engine, shelf }],
  ['modelCache', { shelf, modelCache: { lease: () => {} } }],
  ['priceClass', { engine, priceClass: 4 }],
  ['priceClass', { engine, priceClass: 0.5 }],
  ['appeals.limit', { engine, appeals: {} }],
  ['appeals.limit', { engine, appeals: 'always' }],
  ['appeals.limit', { engine, appeals: { limit: 0n } }],
  ['appeals.limit', { engine, appeals: { limit: 5 } }],
  ['model', { engine, model: 'my-model' }],
  ['options', { engine, models: [model] }],
])('%s: %o is refused', (argument, options) => {
  const error = (() => {
    try {
      return open(options as Partial<NodeRunnerOptions>)
    } catch (reason) {
      return reason
    }
  })()
  expect(error).toBeInstanceOf(InvalidArgumentError)
  expect(error).toMatchObject({ argument })
})

test('a runner hears of its own model only, and leaves a shelf that others use open', async () => {
  const [own, other] = await Promise.all(
    ['own', 'other'].map((name) => memoryModel(content, { name })),
  )
  if (!own || !other) throw new TypeError('no models')
  const shared = modelShelf({ content, engine })
  const first = open({ shelf: shared, model: own.model })
  const second = open({ shelf: shared, model: other.model })
  const heard: string[] = []
  first.hub.listen((update) => heard.push(update.type))
  await second.shelf.load(other.model, signal)
  expect(heard).toEqual([])
  await first.shelf.load(own.model, signal)
  expect(heard).toEqual(['model-loading', 'self-test-passed'])

  await first.closeShelf()
  const loaded = await second.shelf.load(other.model, signal)
  expect(loaded.name).toBe('other')
})

test('a runner closes the shelf that is its own', async () => {
  let closed = 0
  const inner = memoryEngine()
  const { model: stored } = await memoryModel(content)
  const counting: typeof inner = {
    ...inner,
    load: async (files, options) => {
      const session = await inner.load(files, options)
      const close = async () => {
        closed += 1
        await session.close()
      }
      return { ...session, close }
    },
  }
  const setup = open({ engine: counting, model: stored })
  await setup.shelf.load(stored, signal)
  await setup.closeShelf()
  expect(closed).toBe(1)
})
