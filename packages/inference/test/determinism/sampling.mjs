// The sampler `seeded/1` against its vectors, for any engine: no Node.js needed.

/** Scores that any language can make: xorshift32, its upper 24 bits, within ±16. */
export function generatedScores({ start, count }) {
  let state = start
  return Float32Array.from({ length: count }, () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return ((state >>> 8) - 2 ** 23) / 2 ** 19
  })
}

/**
 * Draws every vector's tokens.
 *
 * @param core - What `@aichain/sdk/core` exports.
 * @param vectors - The content of `sampling.json`.
 * @returns What differs, and one digest of all that was drawn.
 */
export function runSampling({ seededChoice, digestOf }, vectors) {
  const drawn = vectors.map(({ scores, sampling, seed, tokens }) =>
    tokens.map((_, index) => {
      const row = Array.isArray(scores)
        ? Float32Array.from(scores)
        : generatedScores(scores)
      return seededChoice(row, { sampling, seed, index })
    }),
  )
  const differing = vectors
    .filter(({ tokens }, index) => `${tokens}` !== `${drawn[index]}`)
    .map(({ name }) => name)
  const bytes = new TextEncoder().encode(JSON.stringify(drawn))
  return { differing, digest: digestOf(bytes), count: drawn.flat().length }
}
