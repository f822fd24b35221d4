/** The largest size of a quantised weight. */
const MOST = 127

/** Adding and taking away 1.5 · 2^52 leaves the nearest whole number, ties to even. */
const ROUNDING = 6_755_399_441_055_744

/**
 * Quantises `values` to `quants` and gives their scale: the largest size is 127,
 * or all are zero. `undefined` when a value is no finite number.
 */
export function quantise(
  values: Float32Array,
  quants: Int8Array,
): number | undefined {
  let most = 0
  for (const value of values) {
    const size = Math.abs(value)
    // NaN is not greater than anything.
    if (!(size < Number.POSITIVE_INFINITY)) return undefined
    if (size > most) most = size
  }
  const scale = Math.fround(most / MOST)
  if (scale === 0) {
    quants.fill(0)
    return 0
  }
  for (let index = 0; index < values.length; index++) {
    const quant = (values[index] as number) / scale + ROUNDING - ROUNDING
    quants[index] = Math.max(-MOST, Math.min(MOST, quant))
  }
  return scale
}
