import { closeSync, openSync, writeSync } from 'node:fs'
import {
  NORM_EPSILON,
  type Shape,
  tensorShapes,
  type Weights,
} from './shapes.js'
import { chatTemplate, END, vocabulary } from './text-files.js'

/** Numbers of the GGUF format, version 3. */
const VERSION = 3
const ALIGNMENT = 32
const UINT32 = 4
const INT32 = 5
const FLOAT32 = 6
const BOOL = 7
const STRING = 8
const ARRAY = 9
const TENSOR_F32 = 0
const TENSOR_Q8_0 = 8
const FILE_Q8_0 = 7
const TOKEN_NORMAL = 1
const TOKEN_CONTROL = 3
/** Weights that share a scale. */
const BLOCK = 32

/**
 * Writes the weights for llama.cpp, as Q8_0: a half-precision scale for every
 * 32 weights.
 */
export function writeGguf(path: string, shape: Shape, weight: Weights): void {
  const file = openSync(path, 'w')
  try {
    const head = header(shape)
    writeSync(file, padded(head))
    for (const [name, dims] of tensorShapes(shape)) {
      const numbers = weight(name)
      const isNorm = dims.length === 1
      const ordered = rotatesPairs(name)
        ? interleaved(numbers, dims[1] ?? 1, shape.headDimension)
        : numbers
      const bytes = isNorm ? new Uint8Array(numbers.buffer) : q8(ordered)
      writeSync(file, padded(bytes))
    }
  } finally {
    closeSync(file)
  }
}

const padded = (bytes: Uint8Array) =>
  Buffer.concat([bytes], Math.ceil(bytes.length / ALIGNMENT) * ALIGNMENT)

function header(shape: Shape): Buffer {
  const tensors = tensorInfos(shape)
  const entries = metadata(shape)
  return Buffer.concat([
    Buffer.from('GGUF'),
    uint32(VERSION),
    uint64(tensors.length),
    uint64(entries.length),
    ...entries,
    ...tensors,
  ])
}

function metadata(shape: Shape): Buffer[] {
  const tokens = vocabulary(shape.vocabularySize)
  const types = tokens.map((_, id) =>
    id === END.id ? TOKEN_CONTROL : TOKEN_NORMAL,
  )
  return [
    entry('general.architecture', STRING, string('llama')),
    entry('general.name', STRING, string(`random ${shape.like}`)),
    entry('general.alignment', UINT32, uint32(ALIGNMENT)),
    entry('general.file_type', UINT32, uint32(FILE_Q8_0)),
    entry('general.quantization_version', UINT32, uint32(2)),
    ...Object.entries(sizes(shape)).map(([key, size]) =>
      entry(`llama.${key}`, UINT32, uint32(size)),
    ),
    entry(
      'llama.attention.layer_norm_rms_epsilon',
      FLOAT32,
      float32(NORM_EPSILON),
    ),
    entry('llama.rope.freq_base', FLOAT32, float32(shape.ropeTheta)),
    entry('tokenizer.ggml.model', STRING, string('gpt2')),
    entry('tokenizer.ggml.pre', STRING, string('default')),
    entry('tokenizer.ggml.tokens', ARRAY, array(STRING, tokens, string)),
    entry('tokenizer.ggml.token_type', ARRAY, array(INT32, types, uint32)),
    // Required, and no text here has a pair that this one joins.
    entry('tokenizer.ggml.merges', ARRAY, array(STRING, ['Ċ Ċ'], string)),
    entry('tokenizer.ggml.eos_token_id', UINT32, uint32(END.id)),
    entry('tokenizer.ggml.add_bos_token', BOOL, Buffer.of(0)),
    entry('tokenizer.chat_template', STRING, string(chatTemplate)),
  ]
}

function sizes(shape: Shape): Record<string, number> {
  return {
    context_length: shape.contextLength,
    embedding_length: shape.hiddenSize,
    block_count: shape.layers,
    feed_forward_length: shape.intermediateSize,
    vocab_size: shape.vocabularySize,
    'rope.dimension_count': shape.headDimension,
    'attention.head_count': shape.heads,
    'attention.head_count_kv': shape.keyValueHeads,
    'attention.key_length': shape.headDimension,
    'attention.value_length': shape.headDimension,
  }
}

function tensorInfos(shape: Shape): Buffer[] {
  let offset = 0
  return [...tensorShapes(shape)].map(([name, dims]) => {
    const count = dims.reduce((product, size) => product * size, 1)
    const isNorm = dims.length === 1
    const size = isNorm ? 4 * count : (count / BLOCK) * (BLOCK + 2)
    const info = Buffer.concat([
      string(nameInGguf(name)),
      uint32(dims.length),
      ...dims.toReversed().map((size) => uint64(size)),
      uint32(isNorm ? TENSOR_F32 : TENSOR_Q8_0),
      uint64(offset),
    ])
    offset += Math.ceil(size / ALIGNMENT) * ALIGNMENT
    return info
  })
}

const names: Readonly<Record<string, string>> = {
  'model.embed_tokens': 'token_embd',
  'model.norm': 'output_norm',
  input_layernorm: 'attn_norm',
  'self_attn.q_proj': 'attn_q',
  'self_attn.k_proj': 'attn_k',
  'self_attn.v_proj': 'attn_v',
  'self_attn.o_proj': 'attn_output',
  post_attention_layernorm: 'ffn_norm',
  'mlp.gate_proj': 'ffn_gate',
  'mlp.up_proj': 'ffn_up',
  'mlp.down_proj': 'ffn_down',
}

function nameInGguf(name: string): string {
  const stem = name.replace(/\.weight$/, '')
  const [, layer, part] = /^model\.layers\.(\d+)\.(.*)$/.exec(stem) ?? []
  return layer === undefined
    ? `${names[stem]}.weight`
    : `blk.${layer}.${names[part ?? '']}.weight`
}

const rotatesPairs = (name: string) => /[qk]_proj/.test(name)

/**
 * Hugging Face turns row i of a head together with row i + half; llama.cpp
 * turns neighbours, so its rows come in another order.
 */
function interleaved(
  numbers: Float32Array<ArrayBuffer>,
  columns: number,
  headDimension: number,
): Float32Array<ArrayBuffer> {
  const half = headDimension / 2
  const rows = numbers.length / columns
  const ordered = new Float32Array(numbers.length)
  for (let row = 0; row < rows; row += 1) {
    const within = row % headDimension
    const from = row - within + (within >> 1) + (within % 2) * half
    ordered.set(
      numbers.subarray(from * columns, (from + 1) * columns),
      row * columns,
    )
  }
  return ordered
}

/**
 * Blocks of a scale and 32 signed bytes.
 *
 * @param numbers - A multiple of 32 of them.
 */
export function q8(numbers: Float32Array): Uint8Array {
  const bytes = new Uint8Array((numbers.length / BLOCK) * (BLOCK + 2))
  const view = new DataView(bytes.buffer)
  for (let block = 0; block < numbers.length / BLOCK; block += 1) {
    const from = block * BLOCK
    let largest = 0
    for (let index = from; index < from + BLOCK; index += 1) {
      largest = Math.max(largest, Math.abs(numbers[index] as number))
    }
    const scale = largest / 127
    const to = block * (BLOCK + 2)
    view.setUint16(to, float16(scale), true)
    for (let index = 0; index < BLOCK; index += 1) {
      const value =
        scale === 0 ? 0 : Math.round((numbers[from + index] as number) / scale)
      view.setInt8(to + 2 + index, value)
    }
  }
  return bytes
}

/** The bits of a positive number of ordinary size in half precision, rounded. */
function float16(number: number): number {
  if (number === 0) return 0
  const exponent = Math.floor(Math.log2(number))
  const isSmall = exponent < -14
  const unit = 2 ** ((isSmall ? -14 : exponent) - 10)
  const mantissa = Math.round(number / unit)
  return isSmall ? mantissa : ((exponent + 14) << 10) + mantissa
}

function entry(key: string, type: number, value: Uint8Array): Buffer {
  return Buffer.concat([string(key), uint32(type), value])
}

function array<Item>(
  type: number,
  items: readonly Item[],
  encode: (item: Item) => Uint8Array,
): Buffer {
  return Buffer.concat([
    uint32(type),
    uint64(items.length),
    ...items.map((item) => encode(item)),
  ])
}

function string(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([uint64(bytes.length), bytes])
}

function uint32(number: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(number)
  return bytes
}

function uint64(number: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(number))
  return bytes
}

function float32(number: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(number)
  return bytes
}
