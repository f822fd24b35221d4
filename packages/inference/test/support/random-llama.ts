import { mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seededRandom } from '../../../base/test/seeded-random.js'
import type { ModelFolder } from '../../src/ports/model-folder.js'
import {
  BYTE_TOKENIZER,
  byteTokenizerFiles,
  byteTokenizerMetadata,
} from './byte-tokenizer.js'
import { type GgufDtype, type GgufMetadata, ggufParts } from './gguf.js'
import { fileBytes, memoryFolder } from './memory-folder.js'
import {
  type FloatDtype,
  joinBytes,
  type LazyTensor,
  safetensorsParts,
} from './safetensors.js'

/** The dimensions of a Llama. */
export type LlamaShape = {
  readonly hiddenSize: number
  readonly intermediateSize: number
  readonly layers: number
  readonly heads: number
  readonly keyValueHeads: number
  readonly headDimension: number
  readonly vocabularySize: number
  readonly contextLength: number
  readonly tiedHead: boolean
}

/** Fits a test: 0.1 million weights. */
export const TINY_LLAMA: LlamaShape = {
  hiddenSize: 64,
  intermediateSize: 96,
  layers: 2,
  heads: 4,
  keyValueHeads: 2,
  headDimension: 16,
  vocabularySize: 320,
  contextLength: 256,
  tiedHead: true,
}

/** The shape of MiniMind2-Small: 26 million weights. */
export const SMALL_LLAMA: LlamaShape = {
  hiddenSize: 512,
  intermediateSize: 1408,
  layers: 8,
  heads: 8,
  keyValueHeads: 2,
  headDimension: 64,
  vocabularySize: 6400,
  contextLength: 2048,
  tiedHead: true,
}

/** The shape of SmolLM2-135M: 135 million weights. */
export const MEDIUM_LLAMA: LlamaShape = {
  hiddenSize: 576,
  intermediateSize: 1536,
  layers: 30,
  heads: 9,
  keyValueHeads: 3,
  headDimension: 64,
  vocabularySize: 49_152,
  contextLength: 2048,
  tiedHead: true,
}

/** A Llama whose weights look random and are the same in every run. */
export type RandomLlama = {
  /** Its `config.json`. */
  readonly config: Readonly<Record<string, unknown>>
  /** Named and ordered as in a Hugging Face folder. */
  readonly tensors: readonly LazyTensor[]
  readonly shape: LlamaShape
}

/**
 * Every weight has at most eight significant bits, so that F32, F16 and BF16
 * hold it exactly and folders of each must import to the same bytes.
 */
export function randomLlama(
  shape: LlamaShape = TINY_LLAMA,
  seed = 1,
): RandomLlama {
  const tensors = tensorShapes(shape)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, size]) => ({
      name,
      shape: size,
      values: () => randomValues(name, size, seed),
    }))
  return { config: configOf(shape), tensors, shape }
}

/** The model in memory, as Hugging Face lays it out. */
export function llamaFolder(
  model: RandomLlama,
  dtype: FloatDtype = 'F32',
): ModelFolder {
  return memoryFolder({
    ...textFiles(model),
    'model.safetensors': joinBytes(safetensorsParts(model.tensors, dtype)),
  })
}

/** The model in memory, as one GGUF file. */
export function llamaGguf(
  model: RandomLlama,
  dtype: GgufDtype = 'F32',
  metadata: GgufMetadata = {},
): ModelFolder {
  return memoryFolder({
    'model.gguf': joinBytes(
      ggufParts(
        { ...ggufMetadata(model.shape), ...metadata },
        ggufTensors(model),
        dtype,
      ),
    ),
  })
}

/**
 * Writes the model to a folder on disk, tensor by tensor, for measurements with
 * large shapes. Returns the folder.
 */
export async function writeLlama(
  folder: string,
  model: RandomLlama,
  dtype: FloatDtype = 'BF16',
): Promise<string> {
  await mkdir(folder, { recursive: true })
  for (const [path, file] of Object.entries(textFiles(model))) {
    await writeFile(join(folder, path), fileBytes(file))
  }
  const file = await open(join(folder, 'model.safetensors'), 'w')
  try {
    for (const part of safetensorsParts(model.tensors, dtype)) {
      await file.write(part)
    }
  } finally {
    await file.close()
  }
  return folder
}

function textFiles({ config, shape }: RandomLlama) {
  return {
    ...byteTokenizerFiles(shape.vocabularySize),
    'config.json': config,
    'generation_config.json': { eos_token_id: BYTE_TOKENIZER.end },
  }
}

function configOf(shape: LlamaShape) {
  return {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    attention_bias: false,
    mlp_bias: false,
    hidden_act: 'silu',
    hidden_size: shape.hiddenSize,
    intermediate_size: shape.intermediateSize,
    num_hidden_layers: shape.layers,
    num_attention_heads: shape.heads,
    num_key_value_heads: shape.keyValueHeads,
    head_dim: shape.headDimension,
    vocab_size: shape.vocabularySize,
    max_position_embeddings: shape.contextLength,
    rms_norm_eps: 1e-5,
    rope_theta: 10_000,
    rope_scaling: null,
    tie_word_embeddings: shape.tiedHead,
    bos_token_id: BYTE_TOKENIZER.start,
    eos_token_id: BYTE_TOKENIZER.end,
  }
}

function ggufMetadata(shape: LlamaShape): GgufMetadata {
  return {
    'general.architecture': 'llama',
    'general.name': 'random',
    'llama.vocab_size': shape.vocabularySize,
    'llama.context_length': shape.contextLength,
    'llama.embedding_length': shape.hiddenSize,
    'llama.feed_forward_length': shape.intermediateSize,
    'llama.block_count': shape.layers,
    'llama.attention.head_count': shape.heads,
    'llama.attention.head_count_kv': shape.keyValueHeads,
    'llama.attention.key_length': shape.headDimension,
    'llama.attention.value_length': shape.headDimension,
    'llama.attention.layer_norm_rms_epsilon': 1e-5,
    'llama.rope.dimension_count': shape.headDimension,
    'llama.rope.freq_base': 10_000,
    ...byteTokenizerMetadata(shape.vocabularySize),
  }
}

function tensorShapes(shape: LlamaShape): [string, readonly number[]][] {
  const { hiddenSize: hidden, intermediateSize: middle } = shape
  const query = shape.heads * shape.headDimension
  const key = shape.keyValueHeads * shape.headDimension
  const layers = Array.from({ length: shape.layers }, (_, index) =>
    Object.entries({
      'self_attn.q_proj': [query, hidden],
      'self_attn.k_proj': [key, hidden],
      'self_attn.v_proj': [key, hidden],
      'self_attn.o_proj': [hidden, query],
      'mlp.gate_proj': [middle, hidden],
      'mlp.up_proj': [middle, hidden],
      'mlp.down_proj': [hidden, middle],
      input_layernorm: [hidden],
      post_attention_layernorm: [hidden],
    }).map(([name, size]): [string, number[]] => [
      `model.layers.${index}.${name}.weight`,
      size,
    ]),
  )
  const head: [string, number[]][] = shape.tiedHead
    ? []
    : [['lm_head.weight', [shape.vocabularySize, hidden]]]
  return [
    ['model.embed_tokens.weight', [shape.vocabularySize, hidden]],
    ['model.norm.weight', [hidden]],
    ...head,
    ...layers.flat(),
  ]
}

function randomValues(
  name: string,
  shape: readonly number[],
  seed: number,
): Float32Array {
  const { below } = seededRandom(seedOf(name, seed))
  const [rows = 1, columns] = shape
  if (columns === undefined) {
    return Float32Array.from({ length: rows }, () => (112 + below(33)) / 128)
  }
  // As large as training makes them, or sums would fade or burst with the depth.
  const step = 2 ** -Math.round(Math.log2(127 * Math.sqrt(columns / 3)))
  const values = new Float32Array(rows * columns)
  for (let index = 0; index < values.length; index++) {
    values[index] = (below(255) - 127) * step
  }
  return values
}

function seedOf(name: string, seed: number): number {
  let hash = seed >>> 0
  for (const character of name) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0
  }
  return hash
}

const GGUF_NAMES: readonly (readonly [string, string])[] = [
  ['model.embed_tokens', 'token_embd'],
  ['model.norm', 'output_norm'],
  ['lm_head', 'output'],
  ['model.layers.', 'blk.'],
  ['self_attn.q_proj', 'attn_q'],
  ['self_attn.k_proj', 'attn_k'],
  ['self_attn.v_proj', 'attn_v'],
  ['self_attn.o_proj', 'attn_output'],
  ['mlp.gate_proj', 'ffn_gate'],
  ['mlp.up_proj', 'ffn_up'],
  ['mlp.down_proj', 'ffn_down'],
  ['input_layernorm', 'attn_norm'],
  ['post_attention_layernorm', 'ffn_norm'],
]

function ggufTensors({ tensors, shape }: RandomLlama): LazyTensor[] {
  return tensors.map((tensor) => {
    const isRotated = /[qk]_proj/.test(tensor.name)
    const name = GGUF_NAMES.reduce(
      (text, [from, to]) => text.replace(from, to),
      tensor.name,
    )
    return isRotated
      ? { ...interleaved(tensor, shape.headDimension), name }
      : { ...tensor, name }
  })
}

/** llama.cpp rotates neighbours, Hugging Face the two halves of a head: rows move. */
function interleaved(tensor: LazyTensor, dimension: number): LazyTensor {
  const [rows = 0, columns = 0] = tensor.shape
  const values = () => {
    const from = tensor.values()
    const to = new Float32Array(from.length)
    for (let row = 0; row < rows; row++) {
      const [head, place] = [Math.floor(row / dimension), row % dimension]
      const half = dimension / 2
      const moved = place < half ? 2 * place : 2 * (place - half) + 1
      const line = from.subarray(row * columns, (row + 1) * columns)
      to.set(line, (head * dimension + moved) * columns)
    }
    return to
  }
  return { ...tensor, values }
}
