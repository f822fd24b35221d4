import type { ModelFolder } from '@aichain/inference'
import { prepareLlamaModel } from '@aichain/inference/integer'
import { memoryEngine } from '@aichain/inference/testing'
import { expect, test } from 'vitest'
import {
  llamaFolder,
  llamaGguf,
  randomLlama,
} from '../../inference/test/support/random-llama.js'
import { memoryChain } from '../src/adapters/memory/chain.js'
import { memoryContentStore } from '../src/adapters/memory/content-store.js'
import { ModelPublisher } from '../src/clients/model-publisher.js'

/** On a chain and a store of its own, as on two machines. */
async function publish(folder: ModelFolder) {
  const publisher = new ModelPublisher({
    chain: memoryChain().connect('0x00000000000000000000000000000000000a11ce'),
    content: memoryContentStore(),
    engine: memoryEngine(),
    witnesses: [memoryEngine(), memoryEngine()],
  })
  const model = await prepareLlamaModel(folder)
  const { manifest, model: cid } = await publisher.publish({
    model,
    name: 'random',
    license: 'MIT',
  })
  return { manifest, cid }
}

const cidOf = (files: readonly { path: string; cid: string }[], path: string) =>
  files.find((file) => file.path === path)?.cid

test('the same folder gives the same model, whoever publishes it', async () => {
  const [first, second, other] = [
    await publish(llamaFolder(randomLlama())),
    await publish(llamaFolder(randomLlama())),
    await publish(llamaFolder(randomLlama(undefined, 2))),
  ]
  expect(second).toEqual(first)
  expect(other.cid).not.toBe(first.cid)
})

test('another format of equal weights gives the same weights', async () => {
  const { manifest } = await publish(llamaFolder(randomLlama(), 'BF16'))
  const gguf = await publish(llamaGguf(randomLlama(), 'F16'))
  for (const path of ['model.safetensors', 'config.json']) {
    expect(cidOf(gguf.manifest.files, path)).toBe(cidOf(manifest.files, path))
  }
})
