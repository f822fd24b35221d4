import { penalise } from '../../../sampling/penalise.js'
import { isFiniteEverywhere } from './is-finite-everywhere.js'

/**
 * The token with the highest score, the lowest id on ties; `undefined` when a
 * score is NaN or infinite, on which no two machines need agree.
 *
 * No function whose last bits differ between engines (`exp`, `log`) is involved.
 *
 * @param logits - One score per token id; changed in place.
 * @param context - Ids of prompt and answer so far.
 * @param penalty - As of `penalise`.
 */
export function greedyChoice(
  logits: Float32Array,
  context: ReadonlySet<number>,
  penalty: number,
): number | undefined {
  if (!isFiniteEverywhere(logits)) return undefined
  penalise(logits, context, penalty)
  return highest(logits)
}

function highest(logits: Float32Array): number | undefined {
  let best = 0
  for (let token = 1; token < logits.length; token += 1) {
    // `>` and ascending ids: the first of equals stays.
    if ((logits[token] as number) > (logits[best] as number)) best = token
  }
  return logits.length === 0 ? undefined : best
}
