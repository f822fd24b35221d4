import { accept, type Result, refuse } from '@aichain/base'
import type { Arena } from './arena.js'
import type { Kernel } from './kernel.js'
import type { LlamaConfig } from './llama-config.js'
import type { Tensor } from './read-tensors.js'

/** Bytes of weights that are copied at a time on their way to the kernel's order. */
const STAGE_BYTES = 1 << 20

/** Addresses of what a model consists of. */
export type Weights = {
  readonly embedding: number
  readonly head: number
  readonly norm: number
  readonly frequencies: number
  /** A `Layer` of the kernel each. */
  readonly layers: readonly number[]
}

/** Puts weights into the kernel's memory, in the kernel's order. */
export type WeightLoader = {
  readonly vector: (name: string, length: number) => number
  readonly matrix: (name: string, rows: number, columns: number) => number
}

/** Loads every tensor of a model, or names the first that is missing or misshapen. */
export function loadWeights(
  kernel: Kernel,
  arena: Arena,
  config: LlamaConfig,
  tensors: ReadonlyMap<string, Tensor>,
): Result<Weights> {
  const faults: string[] = []
  const loader = weightLoader(kernel, arena, config, tensors, faults)
  const { hiddenSize, vocabularySize, headDimension } = config
  const embedding = loader.matrix('embedding', vocabularySize, hiddenSize)
  const weights: Weights = {
    embedding,
    head: config.tiedHead
      ? embedding
      : loader.matrix('head', vocabularySize, hiddenSize),
    norm: loader.vector('norm', hiddenSize),
    frequencies: loader.vector('rotary.frequencies', headDimension / 2),
    layers: Array.from({ length: config.layers }, (_, index) =>
      loadLayer(loader, arena, config, `layers.${index}`),
    ),
  }
  const [fault] = faults
  return fault === undefined ? accept(weights) : refuse(fault)
}

/** In the order of the kernel's `Layer`. */
function loadLayer(
  { vector, matrix }: WeightLoader,
  arena: Arena,
  config: LlamaConfig,
  prefix: string,
): number {
  const { hiddenSize: hidden, intermediateSize: inner } = config
  const queries = config.heads * config.headDimension
  const keys = config.keyValueHeads * config.headDimension
  const pointers = [
    vector(`${prefix}.attention_norm`, hidden),
    matrix(`${prefix}.query`, queries, hidden),
    matrix(`${prefix}.key`, keys, hidden),
    matrix(`${prefix}.value`, keys, hidden),
    matrix(`${prefix}.output`, hidden, queries),
    vector(`${prefix}.feed_forward_norm`, hidden),
    matrix(`${prefix}.gate`, inner, hidden),
    matrix(`${prefix}.up`, inner, hidden),
    matrix(`${prefix}.down`, hidden, inner),
  ]
  return writeWords(arena, pointers)
}

/** Stores words, and says where. */
export function writeWords(arena: Arena, words: readonly number[]): number {
  const address = arena.reserve(4 * words.length)
  arena.words(address, words.length).set(words)
  return address
}

function weightLoader(
  kernel: Kernel,
  arena: Arena,
  config: LlamaConfig,
  tensors: ReadonlyMap<string, Tensor>,
  faults: string[],
): WeightLoader {
  const stage = arena.reserve(STAGE_BYTES)
  const find = (name: string, dtype: string, shape: readonly number[]) => {
    const tensor = tensors.get(name)
    if (tensor && isOf(tensor, dtype, shape)) return tensor.bytes
    const found = tensor ? `${tensor.dtype} [${tensor.shape}]` : 'nothing'
    faults.push(`${name}: ${dtype} [${shape}] is needed, there is ${found}`)
    return undefined
  }
  return {
    vector: (name, length) => {
      const bytes = find(name, 'F32', [length])
      const address = arena.reserve(4 * length)
      if (bytes) arena.bytes(address, 4 * length).set(bytes)
      return address
    },
    matrix: (name, rows, columns) => {
      const groups = config.groupSize > 0 ? columns / config.groupSize : 1
      const scaleShape = config.groupSize > 0 ? [rows, groups] : [rows]
      const weights = find(`${name}.weight`, 'I8', [rows, columns])
      const scales = find(`${name}.scale`, 'F32', scaleShape)
      if (!weights || !scales) return 0
      const padded = Math.ceil(rows / 8) * 8
      const packed = arena.reserve(padded * columns)
      inSlices(arena, stage, { bytes: weights, rows }, (first, count) =>
        kernel.pack(stage, packed + first * columns, count, columns),
      )
      const packedScales = arena.reserve(4 * padded * groups)
      inSlices(arena, stage, { bytes: scales, rows }, (first, count) => {
        const to = packedScales + 4 * first * groups
        kernel.packScales(stage, to, count, groups)
      })
      return writeWords(arena, [packed, packedScales])
    },
  }
}

function isOf(tensor: Tensor, dtype: string, shape: readonly number[]) {
  return (
    tensor.dtype === dtype &&
    tensor.shape.length === shape.length &&
    tensor.shape.every((n, index) => n === shape[index])
  )
}

/**
 * Copies rows to the stage, as many as fit, filled up with zeros to a multiple
 * of eight, and calls `work` for each such slice.
 */
function inSlices(
  arena: Arena,
  stage: number,
  { bytes, rows }: { readonly bytes: Uint8Array; readonly rows: number },
  work: (firstRow: number, count: number) => void,
): void {
  const width = bytes.length / rows
  const slice = Math.floor(STAGE_BYTES / width / 8) * 8
  for (let first = 0; first < rows; first += slice) {
    const last = Math.min(first + slice, rows)
    const part = bytes.subarray(first * width, last * width)
    const padded = Math.ceil((last - first) / 8) * 8
    arena.bytes(stage, padded * width).fill(0)
    arena.bytes(stage, part.length).set(part)
    work(first, padded)
  }
}
