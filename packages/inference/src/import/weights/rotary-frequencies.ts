import type { RotaryScaling } from './llama-config.js'

/**
 * Radians that each pair of a head turns per position.
 *
 * Roots and powers are made of additions, multiplications and divisions, which
 * are the same on every machine; `Math.pow` differs between JavaScript engines
 * in the last bit, and the same folder must give the same bytes everywhere.
 */
export function rotaryFrequencies(
  base: number,
  headDimension: number,
  scaling: RotaryScaling,
): Float32Array {
  const count = headDimension / 2
  const root = nthRoot(base, count)
  const frequencies = new Float32Array(count)
  let power = 1
  for (let index = 0; index < count; index++) {
    frequencies[index] = scaled(1 / power, scaling)
    power *= root
  }
  return frequencies
}

/** The largest number whose `degree`-th power is at most `value`, which is at least 1. */
function nthRoot(value: number, degree: number): number {
  let [low, high] = [1, value + 1]
  for (let step = 0; step < 128; step++) {
    const middle = (low + high) / 2
    if (power(middle, degree) <= value) low = middle
    else high = middle
  }
  return low
}

function power(base: number, exponent: number): number {
  let product = 1
  for (let count = 0; count < exponent; count++) product *= base
  return product
}

/** @see {@link https://github.com/huggingface/transformers/blob/main/src/transformers/modeling_rope_utils.py} */
function scaled(frequency: number, scaling: RotaryScaling): number {
  if (scaling.type === 'default') return frequency
  const slow = frequency / scaling.factor
  if (scaling.type === 'linear') return slow
  const { lowFrequencyFactor: low, highFrequencyFactor: high } = scaling
  const turns = (scaling.originalContextLength * frequency) / (2 * Math.PI)
  if (turns < low) return slow
  if (turns > high) return frequency
  const share = (turns - low) / (high - low)
  return (1 - share) * slow + share * frequency
}
