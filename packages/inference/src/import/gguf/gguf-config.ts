import { damaged, unsupported } from '../shared/unsupported.js'
import { decimal, shortestFloat32 } from '../weights/decimal.js'
import {
  checkLlamaConfig,
  type LlamaConfig,
  type RotaryScaling,
} from '../weights/llama-config.js'
import type { GgufFile } from './gguf.js'

/** Reads the dimensions from a GGUF file's metadata. */
export function ggufConfig(file: GgufFile): LlamaConfig {
  const { path, metadata, tensors } = file
  const architecture = metadata.get('general.architecture')
  if (architecture !== 'llama') {
    throw unsupported(path, `its architecture is ${String(architecture)}`)
  }
  const reason = findStrangePart(file)
  if (reason !== undefined) throw unsupported(path, reason)
  const number = (field: string, otherwise?: number) =>
    numberOf(file, `llama.${field}`, otherwise)
  const hiddenSize = number('embedding_length')
  const heads = number('attention.head_count')
  const embedding = tensors.find(({ name }) => name === 'token_embd.weight')
  const headDimension = number('attention.key_length', hiddenSize / heads)
  if (number('rope.dimension_count', headDimension) !== headDimension) {
    throw unsupported(path, 'it rotates only a part of each head')
  }
  return checkLlamaConfig(path, {
    hiddenSize,
    heads,
    headDimension,
    intermediateSize: number('feed_forward_length'),
    layers: number('block_count'),
    keyValueHeads: number('attention.head_count_kv', heads),
    vocabularySize: embedding?.shape[0] ?? number('vocab_size'),
    contextLength: number('context_length'),
    normEpsilon: epsilonOf(file),
    tiedHead: !tensors.some(({ name }) => name === 'output.weight'),
    rotaryBase: shortestFloat32(number('rope.freq_base', 10_000)),
    rotaryScaling: scalingOf(file),
    endOfSequence: endOfSequence(file),
  })
}

function findStrangePart({ metadata }: GgufFile): string | undefined {
  if (Number(metadata.get('llama.expert_count') ?? 0) > 0)
    return 'it has experts'
  if (Number(metadata.get('split.count') ?? 1) > 1) {
    return 'it is one of several parts; join them with llama-gguf-split'
  }
  const window = metadata.get('llama.attention.sliding_window')
  const context = metadata.get('llama.context_length')
  if (typeof window === 'number' && window > 0 && window < Number(context)) {
    return `its attention sees only ${window} tokens`
  }
  const [key, value] = ['key', 'value'].map((part) =>
    metadata.get(`llama.attention.${part}_length`),
  )
  return key === value ? undefined : 'its keys and values differ in length'
}

function epsilonOf(file: GgufFile): string {
  const field = 'llama.attention.layer_norm_rms_epsilon'
  const value = numberOf(file, field)
  if (value > 0 && value < 1) return decimal(shortestFloat32(value))
  throw unsupported(file.path, `its ${field} is ${value}`)
}

function numberOf(
  { path, metadata }: GgufFile,
  field: string,
  otherwise?: number,
): number {
  const value = metadata.get(field) ?? otherwise
  if (typeof value === 'number') return value
  throw damaged(path, `it has no number ${field}`)
}

/** Scaling as in Llama 3 comes as a tensor of its own, which is read elsewhere. */
function scalingOf(file: GgufFile): RotaryScaling {
  const type = file.metadata.get('llama.rope.scaling.type') ?? 'none'
  if (type === 'none') return { type: 'default' }
  if (type === 'linear') {
    return { type, factor: numberOf(file, 'llama.rope.scaling.factor') }
  }
  throw unsupported(file.path, `its rotary scaling is ${String(type)}`)
}

function endOfSequence({ metadata }: GgufFile): readonly number[] {
  const ids = ['eos', 'eot']
    .map((name) => metadata.get(`tokenizer.ggml.${name}_token_id`))
    .filter((id) => typeof id === 'number')
  return [...new Set(ids)].sort((a, b) => a - b)
}
