/**
 * The token with the highest score, the lowest id on ties; `undefined` when a
 * score is NaN or infinite, on which no two machines need agree.
 *
 * Each token already in the context has its score divided by the penalty when
 * positive and multiplied when negative (Keskar et al. 2019, section 4.1), once
 * per token however often it occurs, rounded to float32 as the scores are. No
 * function whose last bits differ between engines (`exp`, `log`) is involved.
 *
 * @param logits - One score per token id; changed in place.
 * @param context - Ids of prompt and answer so far.
 * @param penalty - At least 1 discourages repetition; 1 is none.
 *
 * @see {@link https://arxiv.org/abs/1909.05858}
 */
export function greedyChoice(
  logits: Float32Array,
  context: ReadonlySet<number>,
  penalty: number,
): number | undefined {
  if (!logits.every(Number.isFinite)) return undefined
  penalise(logits, context, Math.fround(penalty))
  return highest(logits)
}

function penalise(
  logits: Float32Array,
  context: ReadonlySet<number>,
  penalty: number,
): void {
  if (penalty === 1) return
  for (const token of context) {
    const score = logits[token]
    if (score === undefined) continue
    // Rounding the double result once is the float32 operation: 53 bits are
    // more than twice 24 plus 2 (Figueroa 1995).
    logits[token] = Math.fround(score > 0 ? score / penalty : score * penalty)
  }
}

function highest(logits: Float32Array): number | undefined {
  let best = 0
  for (let token = 1; token < logits.length; token += 1) {
    // `>` and ascending ids: the first of equals stays.
    if ((logits[token] as number) > (logits[best] as number)) best = token
  }
  return logits.length === 0 ? undefined : best
}
