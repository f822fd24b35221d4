import { accept, parseCanonical, type Result, refuse } from '@aichain/base'
import { integer, matching, object, oneOf } from '@aichain/base/check'
import { findLlamaMisfit } from './llama-misfit.js'

/** Dimensions of a Llama-family model, the `config.json` of the integer engine. */
export type LlamaConfig = {
  readonly type: 'aichain/llama/1'
  readonly hiddenSize: number
  readonly intermediateSize: number
  readonly layers: number
  readonly heads: number
  readonly keyValueHeads: number
  readonly headDimension: number
  readonly vocabularySize: number
  /** Positions that have angles. */
  readonly contextLength: number
  /** Columns that share a scale; 0 is a whole row. */
  readonly groupSize: 0 | 32
  /** Decimal, added to the mean square. */
  readonly normEpsilon: string
  /** Whether the head's weights are the embedding's. */
  readonly tiedHead: boolean
}

/** Longest context: the angles of more positions would lose precision. */
const LONGEST_CONTEXT = 131_072

const checkShape = object({
  type: oneOf('aichain/llama/1'),
  hiddenSize: integer(32),
  intermediateSize: integer(32),
  layers: integer(1),
  heads: integer(1),
  keyValueHeads: integer(1),
  headDimension: integer(8),
  vocabularySize: integer(2),
  contextLength: integer(1),
  groupSize: oneOf(0, 32),
  normEpsilon: matching(
    (value) => typeof value === 'string' && Number(value) > 0,
    'a positive decimal',
  ),
  tiedHead: matching((value) => typeof value === 'boolean', 'true or false'),
})

/** Reads a `config.json`, or says what is wrong with it. */
export function parseLlamaConfig(bytes: Uint8Array): Result<LlamaConfig> {
  const parsed = parseCanonical(bytes)
  if (!parsed.ok) return parsed
  const config = parsed.value as LlamaConfig
  const reason =
    checkShape(config) ?? findLlamaMisfit(config) ?? findTooLong(config)
  return reason === undefined ? accept(config) : refuse(reason)
}

function findTooLong({ contextLength }: LlamaConfig): string | undefined {
  return contextLength > LONGEST_CONTEXT
    ? `contextLength: more than ${LONGEST_CONTEXT}`
    : undefined
}
