import type { Digest } from '@aichain/base'
import type { DecodingRules } from '../../../document/manifest.js'
import { SeedMissingError } from '../../../errors/inference.js'
import { penalise } from '../../../sampling/penalise.js'
import { seededChoice } from '../../../sampling/seeded-choice.js'
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
 * Errors: `SeedMissingError` when the manifest's sampler draws.
 *
 * @param prompt - The tokens before the answer.
 * @param seed - What a sampler draws from.
 */
export function tokenChoice(
  rules: DecodingRules,
  prompt: readonly number[],
  seed: Digest | undefined,
): TokenChoice {
  const penalty = Number(rules.repetitionPenalty)
  const context = new Set(prompt)
  const choose = choiceOf(rules, seed)
  let index = 0
  return (logits) => {
    const token = choose(logits, context, penalty, index)
    index += 1
    if (token !== undefined) context.add(token)
    return token
  }
}

type Choice = (
  logits: Float32Array,
  context: ReadonlySet<number>,
  penalty: number,
  index: number,
) => number | undefined

function choiceOf(
  { sampling }: DecodingRules,
  seed: Digest | undefined,
): Choice {
  // A manifest has `sampling` exactly when its sampler is seeded/1.
  if (sampling === undefined) return greedyChoice
  if (seed === undefined) throw new SeedMissingError()
  return (logits, context, penalty, index) => {
    penalise(logits, context, penalty)
    return seededChoice(logits, { sampling, seed, index })
  }
}
