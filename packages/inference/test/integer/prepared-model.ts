import { canonicalBytes, cidOf } from '@aichain/base'
import type { DecodingRules } from '../../src/document/manifest.js'
import { kernelPin } from '../../src/engine/integer/kernel-pin.js'
import type { LlamaConfig } from '../../src/engine/integer/llama-config.js'
import type { Tensor } from '../../src/engine/integer/read-tensors.js'
import type { ModelFiles } from '../../src/ports/inference-engine.js'
import { defaultModelFolder } from '../support/default-model.js'

/** A safetensors file as the importer writes it. */
export function encodeTensors(
  tensors: ReadonlyMap<string, Tensor>,
): Uint8Array {
  const names = [...tensors.keys()].sort()
  const header: Record<string, unknown> = {
    __metadata__: { format: 'aichain-w8a12/1' },
  }
  let end = 0
  for (const name of names) {
    const { dtype, shape, bytes } = tensors.get(name) as Tensor
    const start = end
    end += bytes.length
    header[name] = { dtype, shape, data_offsets: [start, end] }
  }
  const text = JSON.stringify(header)
  const padded = new TextEncoder().encode(
    text.padEnd(Math.ceil(text.length / 8) * 8),
  )
  const file = new Uint8Array(8 + padded.length + end)
  new DataView(file.buffer).setBigUint64(0, BigInt(padded.length), true)
  file.set(padded, 8)
  let offset = 8 + padded.length
  for (const name of names) {
    const { bytes } = tensors.get(name) as Tensor
    file.set(bytes, offset)
    offset += bytes.length
  }
  return file
}

/** A model of these weights that talks with the default model's tokenizer. */
export async function preparedModel(
  config: LlamaConfig,
  tensors: ReadonlyMap<string, Tensor>,
  decoding: Partial<DecodingRules> = {},
): Promise<ModelFiles> {
  const folder = await defaultModelFolder()
  const contents: Record<string, Uint8Array> = {
    'config.json': canonicalBytes(config),
    'model.safetensors': encodeTensors(tensors),
    'tokenizer.json': await folder.read('tokenizer.json'),
    'tokenizer_config.json': await folder.read('tokenizer_config.json'),
  }
  const cid = cidOf(new Uint8Array())
  return {
    manifest: {
      type: 'aichain/model/1',
      name: 'random',
      license: 'MIT',
      dtype: config.groupSize > 0 ? 'w8a12-g32' : 'w8a12',
      root: cid,
      files: Object.entries(contents).map(([path, { length }]) => {
        return { path, cid, size: length }
      }),
      graph: 'model.safetensors',
      config: 'config.json',
      tokenizer: 'tokenizer.json',
      tokenizerConfig: 'tokenizer_config.json',
      runtime: await kernelPin(),
      decoding: {
        sampler: 'greedy/1',
        ties: 'lowest-id',
        nonFinite: 'reject',
        repetitionPenalty: '1',
        endOfSequence: [2],
        contextLimit: config.contextLength,
        maxNewTokens: 40,
        maxPromptBytes: 4096,
        ...decoding,
      },
      golden: [],
    },
    read: async (path) => contents[path] as Uint8Array,
  }
}
