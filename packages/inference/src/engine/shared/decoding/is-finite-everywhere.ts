/** Whether no score is NaN or infinite. A loop: `every` calls a function for each. */
export function isFiniteEverywhere(logits: Float32Array): boolean {
  for (let token = 0; token < logits.length; token += 1) {
    if (!Number.isFinite(logits[token])) return false
  }
  return true
}
