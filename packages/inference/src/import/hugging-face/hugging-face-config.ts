import { isRecord } from '../../engine/shared/model/is-record.js'
import { tokenIds } from '../../engine/shared/model/model-config.js'
import { damaged, unsupported } from '../shared/unsupported.js'
import { decimal } from '../weights/decimal.js'
import {
  checkLlamaConfig,
  type LlamaConfig,
  type RotaryScaling,
} from '../weights/llama-config.js'

/** Architectures that are Llamas in all but name. */
const MODEL_TYPES: readonly unknown[] = ['llama', 'mistral']

type Json = Readonly<Record<string, unknown>>

/** Reads a `config.json` as Hugging Face writes it for Llamas. */
export function huggingFaceConfig(path: string, json: unknown): LlamaConfig {
  if (!isRecord(json)) throw damaged(path, 'it is not an object')
  const reason = findStrangePart(json)
  if (reason !== undefined) throw unsupported(path, reason)
  const number = (field: string, otherwise?: number) =>
    numberOf(path, json, field, otherwise)
  const hiddenSize = number('hidden_size')
  const heads = number('num_attention_heads')
  const rotary = rotaryFields(json)
  return checkLlamaConfig(path, {
    hiddenSize,
    heads,
    intermediateSize: number('intermediate_size'),
    layers: number('num_hidden_layers'),
    keyValueHeads: number('num_key_value_heads', heads),
    headDimension: number('head_dim', hiddenSize / heads),
    vocabularySize: number('vocab_size'),
    contextLength: number('max_position_embeddings', 2048),
    normEpsilon: decimal(epsilonOf(path, number('rms_norm_eps', 1e-6))),
    tiedHead: json.tie_word_embeddings === true,
    rotaryBase: numberOf(path, rotary, 'rope_theta', 10_000),
    rotaryScaling: scalingOf(path, rotary),
    endOfSequence: tokenIds(json.eos_token_id),
  })
}

function epsilonOf(path: string, value: number): number {
  if (value > 0 && value < 1) return value
  throw unsupported(path, `its rms_norm_eps is ${value}`)
}

function findStrangePart(json: Json): string | undefined {
  const { model_type: type, hidden_act: activation = 'silu' } = json
  if (!MODEL_TYPES.includes(type)) return `its model_type is ${String(type)}`
  if (activation !== 'silu') return `its hidden_act is ${String(activation)}`
  for (const field of ['attention_bias', 'mlp_bias'] as const) {
    if (json[field] === true) return `it has biases: ${field}`
  }
  if (json.quantization_config) return 'its weights are quantised already'
  const window = json.sliding_window
  const isWindowed =
    typeof window === 'number' &&
    json.use_sliding_window !== false &&
    window < Number(json.max_position_embeddings ?? 2048)
  if (isWindowed) return `its attention sees only ${window} tokens`
  const experts = json.num_local_experts
  if (typeof experts === 'number' && experts > 1) return 'it has experts'
  const part = json.partial_rotary_factor ?? 1
  return part === 1 ? undefined : 'it rotates only a part of each head'
}

function numberOf(
  path: string,
  json: Json,
  field: string,
  otherwise?: number,
): number {
  const value = json[field] ?? otherwise
  if (typeof value === 'number') return value
  throw damaged(path, `it has no number ${field}`)
}

/** Newer files keep everything about rotation in one place. */
function rotaryFields(json: Json): Json {
  const scaling = isRecord(json.rope_scaling) ? json.rope_scaling : {}
  const rotary = isRecord(json.rope_parameters) ? json.rope_parameters : {}
  return { rope_theta: json.rope_theta, ...scaling, ...rotary }
}

function scalingOf(path: string, rotary: Json): RotaryScaling {
  const type = rotary.rope_type ?? rotary.type ?? 'default'
  const number = (field: string) => numberOf(path, rotary, field)
  switch (type) {
    case 'default':
      return { type: 'default' }
    case 'linear':
      return { type: 'linear', factor: number('factor') }
    case 'llama3':
      return {
        type: 'llama3',
        factor: number('factor'),
        lowFrequencyFactor: number('low_freq_factor'),
        highFrequencyFactor: number('high_freq_factor'),
        originalContextLength: number('original_max_position_embeddings'),
      }
    default:
      throw unsupported(path, `its rotary scaling is ${String(type)}`)
  }
}
