export type RandomWeights = {
  /** Evenly from -`bound` to `bound`; exact if `bound` is a power of two. */
  readonly floats: (count: number, bound: number) => Float32Array
  /** Evenly from -127 to 127. */
  readonly bytes: (count: number) => Int8Array
}

/**
 * Weights that are the same wherever they are made: from 32-bit integers alone,
 * because `Math.random` is another each time, and `Math.log` another in each
 * engine.
 */
export function randomWeights(seed: number): RandomWeights {
  let state = seed >>> 0
  /** Marsaglia's xorshift; a state of 0 would stay 0. */
  const next = () => {
    if (state === 0) state = 0x9e3779b9
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
  return {
    floats: (count, bound) =>
      Float32Array.from(
        { length: count },
        () => ((next() >>> 8) / 2 ** 23 - 1) * bound,
      ),
    bytes: (count) =>
      Int8Array.from({ length: count }, () => (next() % 255) - 127),
  }
}
