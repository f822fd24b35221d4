import type { DecodingRules } from '../../document/manifest.js'
import { isRecord } from '../../engine/shared/model/is-record.js'
import {
  type ModelConfig,
  tokenIds,
} from '../../engine/shared/model/model-config.js'
import { ModelUnsupportedError } from '../../errors/model.js'
import { TEXT_PATHS } from './text-files.js'

/** Rules that a publisher may set; what is left out comes from the model. */
export type DecodingOverrides = Partial<
  Pick<
    DecodingRules,
    | 'repetitionPenalty'
    | 'sampling'
    | 'endOfSequence'
    | 'contextLimit'
    | 'maxNewTokens'
    | 'maxPromptBytes'
  >
>

/** Longer contexts cost every node memory and time; publishers may allow more. */
const CONTEXT_CAP = 2048

/** The rules of a model: the publisher's, then the model's own, then ours. */
export function decodingRules(
  config: Pick<ModelConfig, 'endOfSequence' | 'maximumPositions'>,
  generationConfig: unknown,
  overrides: DecodingOverrides,
): DecodingRules {
  const generation = isRecord(generationConfig) ? generationConfig : {}
  const declared = tokenIds(generation.eos_token_id)
  const endOfSequence =
    overrides.endOfSequence ??
    (declared.length > 0 ? declared : config.endOfSequence)
  if (endOfSequence.length === 0) {
    throw new ModelUnsupportedError({
      reason: 'no end-of-sequence token is declared, so answers would not end',
      remedy: 'Pass decoding.endOfSequence.',
      path: TEXT_PATHS.generationConfig,
    })
  }
  return {
    ...samplerOf(overrides),
    ties: 'lowest-id',
    nonFinite: 'reject',
    repetitionPenalty: overrides.repetitionPenalty ?? '1.1',
    endOfSequence,
    contextLimit:
      overrides.contextLimit ??
      Math.min(config.maximumPositions ?? CONTEXT_CAP, CONTEXT_CAP),
    maxNewTokens: overrides.maxNewTokens ?? 64,
    maxPromptBytes: overrides.maxPromptBytes ?? 16_384,
  }
}

/** Greedy choice, unless the publisher says how to draw. */
function samplerOf({
  sampling,
}: DecodingOverrides): Pick<DecodingRules, 'sampler' | 'sampling'> {
  return sampling ? { sampler: 'seeded/1', sampling } : { sampler: 'greedy/1' }
}
