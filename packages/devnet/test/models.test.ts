import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDevnet, type Devnet } from '@aichain/devnet'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  randomLlama,
  writeLlama,
} from '../../inference/test/support/random-llama.js'
import { ask, chainOf, patientWindows, receiptOf } from './support/ask.js'

const timeout = 300_000

describe('a network of two models', { timeout }, () => {
  let folder: string
  let models: readonly string[]
  let devnet: Devnet

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aichain-models-'))
    models = await Promise.all(
      ['one', 'two'].map((name, index) =>
        writeLlama(join(folder, name), randomLlama(undefined, index + 1)),
      ),
    )
    devnet = await createDevnet({ models, nodes: 7, protocol: patientWindows })
  }, timeout)

  afterAll(async () => {
    await devnet?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('has a committee of three for each, and nodes in turn', async () => {
    const [one, two] = devnet.models
    expect(devnet.model).toBe(one)
    expect(one).not.toBe(two)
    expect(devnet.committee).toBe(3)
    const served = devnet.nodes.map(({ model }) => model)
    expect(served).toEqual([one, two, one, two, one, two, one])
  })

  test('asks only those that serve a model', async () => {
    for (const model of devnet.models) {
      const { task } = await ask(devnet, undefined, { model })
      const { members } = await receiptOf(devnet, task)
      const serving = devnet.nodes.filter((node) => node.model === model)
      const seats = serving.map(({ seat }) => seat)
      for (const { seat } of members) expect(seats).toContain(seat)
    }
  })

  test('counts its places by model', async () => {
    const chain = chainOf(devnet)
    const lists = await Promise.all(
      devnet.models.map((model) => chain.getList({ model })),
    )
    expect(lists.map((list) => list?.current[0])).toEqual([4, 3])
  })
})

test('a kept network takes in another model, and the nodes for it', {
  timeout,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aichain-models-'))
  const [one = '', two = ''] = await Promise.all(
    ['one', 'two'].map((name, index) =>
      writeLlama(join(folder, name), randomLlama(undefined, index + 1)),
    ),
  )
  // Short epochs: who serves what changes with them.
  const windows = { commitWindow: 10, revealWindow: 5, proofWindow: 5 }
  const protocol = { ...windows, epoch: 30 }
  const stateFolder = join(folder, 'state')
  const kept = { stateFolder, protocol, blockTime: 0.5 }
  try {
    const first = await createDevnet({ ...kept, models: [one], nodes: 4 })
    await first.stop()
    const second = await createDevnet({ ...kept, models: [one, two], nodes: 8 })
    try {
      expect(second.models[0]).toBe(first.model)
      const chain = chainOf(second)
      const [old, added = second.model] = second.models
      const places = async (model = second.model) =>
        (await chain.getPlaces({ model })).map(({ seat }) => seat).sort()
      const seats = (model = '') =>
        second.nodes
          .filter((node) => node.model === model)
          .map(({ seat }) => seat)
          .sort()
      // The first four moved apart, and everybody may enter a new list.
      expect(await places(added)).toEqual(seats(added))
      // A list that is open already takes one more an epoch.
      await expect
        .poll(() => places(old), { timeout: 200_000, interval: 1_000 })
        .toEqual(seats(old))
      await ask(second, undefined, { model: added })
    } finally {
      await second.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
