import type { Digest } from '../../../core/hex.js'
import type { DecodingRules } from '../../../core/manifest.js'
import { greedyChoice } from './greedy-choice.js'

/**
 * Chooses one token after the other; `undefined` when the scores are not all
 * finite. It remembers what it chose, because penalties and draws depend on it.
 *
 * @param logits - Scores of the next token; changed in place.
 */
export type TokenChoice = (logits: Float32Array) => number | undefined

/**
 * The manifest's way from scores to tokens.
 *
 * @param prompt - The tokens before the answer.
 * @param _seed - What a sampler draws from.
 */
export function tokenChoice(
  rules: DecodingRules,
  prompt: readonly number[],
  _seed: Digest | undefined,
): TokenChoice {
  const penalty = Number(rules.repetitionPenalty)
  const context = new Set(prompt)
  return (logits) => {
    const token = greedyChoice(logits, context, penalty)
    if (token !== undefined) context.add(token)
    return token
  }
}
