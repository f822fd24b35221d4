/** How two models' scores of one position differ. */
export type Comparison = {
  /** Kullback-Leibler divergence of the second from the first, in nats. */
  readonly divergence: number
  /** Whether both put the same token first. */
  readonly agrees: boolean
}

/** Compares scores over one vocabulary. */
export function compareScores(
  expected: Float32Array,
  actual: Float32Array,
): Comparison {
  const [p, q] = [logProbabilities(expected), logProbabilities(actual)]
  let divergence = 0
  for (const [token, log] of p.entries()) {
    divergence += Math.exp(log) * (log - (q[token] as number))
  }
  return { divergence, agrees: best(p) === best(q) }
}

/** The means over many positions. */
export function summarise(comparisons: readonly Comparison[]) {
  return {
    divergenceInNats: mean(comparisons.map(({ divergence }) => divergence)),
    agreement: mean(comparisons.map(({ agrees }) => Number(agrees))),
  }
}

function logProbabilities(scores: Float32Array): Float64Array {
  const greatest = scores.reduce((a, b) => Math.max(a, b))
  const sum = scores.reduce((total, s) => total + Math.exp(s - greatest), 0)
  const shift = greatest + Math.log(sum)
  return Float64Array.from(scores, (score) => score - shift)
}

function best(scores: Float64Array): number {
  return scores.reduce(
    (top, score, token, all) => (score > (all[top] as number) ? token : top),
    0,
  )
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length
}
