import { accept, type Result, refuse } from '@aichain/base'
import type { CacheDimensions } from '../../shared/model/model-config.js'

/** An input or output of a graph. A dimension is a name where it varies. */
export type TensorInfo = {
  readonly name: string
  /** As ONNX Runtime calls it: `float32`, `int64`, `bool`. */
  readonly type: string
  readonly shape: readonly (number | string)[]
}

/** Inputs that some exports have and others lack. */
export type OptionalInput =
  | 'attention_mask'
  | 'position_ids'
  | 'use_cache_branch'
  | 'num_logits_to_keep'

/** One tensor of the key-value cache. */
export type CacheSlot = {
  readonly input: string
  /** Output that holds the slot's next content. */
  readonly output: string
  /** Shape before the first token: the length is 0. */
  readonly emptyShape: readonly number[]
}

/** How a causal language model is called. */
export type ModelSignature = {
  readonly optionalInputs: ReadonlySet<OptionalInput>
  readonly cache: readonly CacheSlot[]
}

const TYPES: Readonly<Record<string, string>> = {
  input_ids: 'int64',
  attention_mask: 'int64',
  position_ids: 'int64',
  num_logits_to_keep: 'int64',
  use_cache_branch: 'bool',
}

/**
 * Reads from a graph's inputs and outputs how it is called, under the naming of
 * Hugging Face exports; refuses graphs that this engine cannot drive.
 */
export function modelSignature(
  inputs: readonly TensorInfo[],
  outputs: readonly TensorInfo[],
  dimensions: CacheDimensions,
): Result<ModelSignature> {
  const cacheInputs = inputs.filter((input) => input.name.startsWith('past'))
  const others = inputs.filter((input) => !input.name.startsWith('past'))
  const fault =
    findPlainFault(others) ?? findOutputFault(outputs, cacheInputs.length)
  if (fault !== undefined) return refuse(fault)
  const cache: CacheSlot[] = []
  for (const input of cacheInputs) {
    const slot = cacheSlot(input, outputs, dimensions)
    if (!slot.ok) return slot
    cache.push(slot.value)
  }
  const names = others.map((input) => input.name as OptionalInput)
  return accept({ optionalInputs: new Set(names), cache })
}

function findPlainFault(inputs: readonly TensorInfo[]): string | undefined {
  if (!inputs.some((input) => input.name === 'input_ids')) {
    return "the graph has no input 'input_ids'"
  }
  for (const { name, type } of inputs) {
    const expected = TYPES[name]
    if (expected === undefined) return `unknown input '${name}'`
    if (type !== expected) return `input '${name}' is ${type}, not ${expected}`
  }
  return undefined
}

function findOutputFault(
  outputs: readonly TensorInfo[],
  cacheCount: number,
): string | undefined {
  if (cacheCount === 0) {
    return 'the graph has no past_key_values inputs, so each token would need the whole text again'
  }
  const logits = outputs.find((output) => output.name === 'logits')
  if (logits === undefined) return "the graph has no output 'logits'"
  return logits.type === 'float32'
    ? undefined
    : `the logits are ${logits.type}, not float32`
}

function cacheSlot(
  input: TensorInfo,
  outputs: readonly TensorInfo[],
  dimensions: CacheDimensions,
): Result<CacheSlot> {
  const { name, type } = input
  const output = [
    name.replace(/^past_key_values/, 'present'),
    name.replace(/^past/, 'present'),
  ].find((candidate) => outputs.some((other) => other.name === candidate))
  if (output === undefined) return refuse(`input '${name}' has no output`)
  if (type !== 'float32')
    return refuse(`input '${name}' is ${type}, not float32`)
  const emptyShape = readEmptyShape(input.shape, dimensions)
  return emptyShape.ok
    ? accept({ input: name, output, emptyShape: emptyShape.value })
    : refuse(`input '${name}': ${emptyShape.reason}`)
}

/**
 * Attention caches are [batch, heads, length, head dimension]. Convolution
 * states have fixed dimensions after the batch and start at zero.
 */
function readEmptyShape(
  shape: readonly (number | string)[],
  dimensions: CacheDimensions,
): Result<number[]> {
  const read = shape.map((dimension, axis) => {
    if (axis === 0) return dimension === 1 || isName(dimension) ? 1 : undefined
    if (!isName(dimension)) return dimension as number
    if (/past|seq|length/i.test(String(dimension))) return 0
    if (shape.length !== 4) return undefined
    return [undefined, dimensions.heads, 0, dimensions.headDimension][axis]
  })
  const unknown = read.indexOf(undefined)
  return unknown === -1 && read.length > 0
    ? accept(read as number[])
    : refuse(`cannot tell the size of dimension ${unknown} of [${shape}]`)
}

/** Exporters write varying dimensions as names, some as -1 or nothing. */
function isName(dimension: number | string): boolean {
  return typeof dimension === 'string' || dimension < 0
}
