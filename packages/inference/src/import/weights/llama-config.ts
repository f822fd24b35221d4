import { findLlamaMisfit } from '../../engine/integer/llama-misfit.js'
import { unsupported } from '../shared/unsupported.js'

/** How angles grow with positions. */
export type RotaryScaling =
  | { readonly type: 'default' }
  | { readonly type: 'linear'; readonly factor: number }
  | {
      readonly type: 'llama3'
      readonly factor: number
      readonly lowFrequencyFactor: number
      readonly highFrequencyFactor: number
      readonly originalContextLength: number
    }

/** The dimensions of a Llama, wherever they were written. */
export type LlamaConfig = {
  readonly hiddenSize: number
  readonly intermediateSize: number
  readonly layers: number
  readonly heads: number
  readonly keyValueHeads: number
  readonly headDimension: number
  readonly vocabularySize: number
  /** Longest text the model was built for, in tokens. */
  readonly contextLength: number
  /** A positive decimal. */
  readonly normEpsilon: string
  readonly tiedHead: boolean
  readonly rotaryBase: number
  readonly rotaryScaling: RotaryScaling
  readonly endOfSequence: readonly number[]
}

/** Above what any Llama has: a damaged number must not become a long loop. */
const LIMITS = {
  hiddenSize: 2 ** 16,
  intermediateSize: 2 ** 18,
  layers: 2 ** 10,
  heads: 2 ** 10,
  keyValueHeads: 2 ** 10,
  headDimension: 2 ** 10,
  vocabularySize: 2 ** 22,
  contextLength: 2 ** 30,
} as const

/** Refuses dimensions that the kernel does not compute. */
export function checkLlamaConfig(
  path: string,
  config: LlamaConfig,
): LlamaConfig {
  for (const [field, limit] of Object.entries(LIMITS)) {
    const value = config[field as keyof typeof LIMITS]
    if (Number.isSafeInteger(value) && value > 0 && value <= limit) continue
    throw unsupported(path, `its ${field} is ${value}`)
  }
  const reason = findLlamaMisfit(config) ?? findUnlikelyBase(config)
  if (reason !== undefined) throw unsupported(path, reason)
  return config
}

function findUnlikelyBase({ rotaryBase }: LlamaConfig): string | undefined {
  return rotaryBase >= 1 && rotaryBase <= 1e12
    ? undefined
    : `its rotary base is ${rotaryBase}`
}
