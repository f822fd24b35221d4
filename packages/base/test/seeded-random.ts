/** Numbers that look random and are the same in every run. */
export type SeededRandom = {
  /** A whole number from 0 to `limit - 1`. */
  readonly below: (limit: number) => number
  readonly bytes: (length: number) => Uint8Array
  readonly pick: <T>(values: readonly T[]) => T
}

/**
 * Mulberry32 by Tommy Ettinger (public domain): enough for test inputs.
 */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit: number) => Math.floor((next() / 2 ** 32) * limit)
  return {
    below,
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
    pick: <T>(values: readonly T[]) => values[below(values.length)] as T,
  }
}
