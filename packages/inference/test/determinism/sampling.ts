// The sampler `seeded/1` against its vectors, for any engine: no Node.js needed.
import type {
  Digest,
  digestOf,
  SamplingRules,
  seededChoice,
} from '@aichain/inference'

/** Scores that are computed instead of listed. */
export type GeneratedScores = { readonly start: number; readonly count: number }

/** What must be drawn from which scores; an entry of `sampling.json`. */
export type SamplingVector = {
  readonly name: string
  readonly scores: readonly number[] | GeneratedScores
  readonly sampling: SamplingRules
  readonly seed: Digest
  readonly tokens: readonly number[]
}

/** The functions that are checked, from `@aichain/inference`. */
export type Sampler = {
  readonly seededChoice: typeof seededChoice
  readonly digestOf: typeof digestOf
}

/** Scores that any language can make: xorshift32, its upper 24 bits, within ±16. */
export function generatedScores({
  start,
  count,
}: GeneratedScores): Float32Array {
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
 * @returns What differs, and one digest of all that was drawn.
 */
export function runSampling(
  { seededChoice, digestOf }: Sampler,
  vectors: readonly SamplingVector[],
): {
  readonly differing: readonly string[]
  readonly digest: Digest
  readonly count: number
} {
  const drawn = vectors.map(({ scores, sampling, seed, tokens }) =>
    tokens.map((_, index) => {
      const row = scoresOf(scores)
      return seededChoice(row, { sampling, seed, index })
    }),
  )
  const differing = vectors
    .filter(({ tokens }, index) => `${tokens}` !== `${drawn[index]}`)
    .map(({ name }) => name)
  const bytes = new TextEncoder().encode(JSON.stringify(drawn))
  return { differing, digest: digestOf(bytes), count: drawn.flat().length }
}

/** The scores of a vector, as numbers. */
export function scoresOf(scores: SamplingVector['scores']): Float32Array {
  return 'start' in scores ? generatedScores(scores) : Float32Array.from(scores)
}
