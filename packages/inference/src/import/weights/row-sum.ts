/** Activations have 12 bits: no larger size than this. */
const ACTIVATION_LIMIT = 2047

/**
 * Whether a dot product of these weights with any activations fits a signed
 * 32-bit integer, whatever the order of its additions.
 */
export function fitsInt32(quants: Int8Array): boolean {
  let sum = 0
  for (const quant of quants) sum += Math.abs(quant)
  return sum * ACTIVATION_LIMIT < 2 ** 31
}
