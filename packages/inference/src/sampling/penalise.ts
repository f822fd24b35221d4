/**
 * Applies a repetition penalty: each token already in the context has its score
 * divided by the penalty when positive and multiplied when negative (Keskar et
 * al. 2019, section 4.1), once per token however often it occurs, rounded to
 * float32 as the scores are.
 *
 * @param scores - One per token id; changed in place.
 * @param context - Ids of prompt and answer so far.
 * @param penalty - Above 1 discourages repetition; 1 is none. Rounded to float32.
 *
 * @see {@link https://arxiv.org/abs/1909.05858}
 *
 * @example
 * ```ts
 * import { penalise } from '@aichain/inference'
 *
 * const scores = Float32Array.of(2, -1, 3)
 * penalise(scores, new Set([0, 1]), 2) // scores are now 1, -2, 3
 * ```
 */
export function penalise(
  scores: Float32Array,
  context: ReadonlySet<number>,
  penalty: number,
): void {
  const single = Math.fround(penalty)
  if (single === 1) return
  for (const token of context) {
    const score = scores[token]
    if (score === undefined) continue
    // Rounding the double result once is the float32 operation: 53 bits are
    // more than twice 24 plus 2 (Figueroa 1995).
    scores[token] = Math.fround(score > 0 ? score / single : score * single)
  }
}
