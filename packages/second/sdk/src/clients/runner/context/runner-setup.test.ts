import type { Cid } from '@aichain/base'
import { InvalidArgumentError } from '@aichain/base'
import type { InferenceEngine } from '@aichain/inference'
import { memoryEngine } from '@aichain/inference/testing'
import { expect, test } from 'vitest'
import { memoryChain } from '../../../adapters/memory/chain.js'
import { memoryContentStore } from '../../../adapters/memory/content-store.js'
import { memoryJournal } from '../../../adapters/memory/journal.js'
import { memoryModel } from '../../../adapters/memory/model.js'
import { type NodeRunnerOptions, runnerSetup } from './runner-setup.js'

const { signal } = new AbortController()

/** Six models, and an engine that knows how many of them are in memory. */
async function scene() {
  const content = memoryContentStore()
  const models: Cid[] = []
  for (const name of ['1', '2', '3', '4', '5', '6']) {
    models.push((await memoryModel(content, { name })).model)
  }
  let inMemory = 0
  const inner = memoryEngine()
  const engine: InferenceEngine = {
    ...inner,
    load: async (files, options) => {
      const session = await inner.load(files, options)
      inMemory += 1
      const close = async () => {
        inMemory -= 1
        await session.close()
      }
      return { ...session, close }
    },
  }
  const chain = memoryChain().connect(`0x${'1'.repeat(40)}`)
  const journal = memoryJournal()
  const open = (options: Partial<NodeRunnerOptions>) =>
    runnerSetup({ chain, content, engine, journal, models, ...options })
  const loadAll = async (options: Partial<NodeRunnerOptions>) => {
    const { served } = open(options)
    for (const model of models) await served.load(model, signal)
    expect(served.list()).toEqual(models)
    return inMemory
  }
  return { open, loadAll }
}

test.each<[Partial<NodeRunnerOptions>, number]>([
  [{}, 6],
  [{ models: 'registered' }, 4],
  [{ models: 'registered', maximumModels: 5 }, 5],
  [{ maximumModels: 1 }, 1],
])('of six models, %o holds %i in memory', async (options, count) => {
  const { loadAll } = await scene()
  expect(await loadAll(options)).toBe(count)
})

test.each([0, -1, 1.5, Number.NaN])(
  'a limit of %s is refused',
  async (limit) => {
    const { open } = await scene()
    expect(() => open({ maximumModels: limit })).toThrow(InvalidArgumentError)
    expect(() => open({ maximumModelBytes: limit })).toThrow(
      InvalidArgumentError,
    )
  },
)
