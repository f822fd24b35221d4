import { expect, test } from 'vitest'
import { samplingWeight } from './sampling-weight.js'

const TWO_TO_26 = 1n << 26n

/** `floor(2^26 · 2^(-numerator / denominator))`, found by powers alone. */
function exactEntry(numerator: number, denominator: number): bigint {
  const target = TWO_TO_26 ** BigInt(denominator)
  const isWithin = (entry: bigint) =>
    (entry ** BigInt(denominator)) << BigInt(numerator) <= target
  let [low, high] = [0n, TWO_TO_26 + 1n]
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (isWithin(middle)) low = middle
    else high = middle
  }
  return low
}

test('is 2^32 at distance 0, halves with each 65536, and ends', () => {
  for (let halvings = 0; halvings <= 32; halvings += 1) {
    const exact = 2 ** (32 - halvings)
    expect(samplingWeight(halvings * 65_536)).toBe(exact)
  }
  expect(samplingWeight(32 * 65_536 + 1)).toBe(0)
  expect(samplingWeight(33 * 65_536 - 1)).toBe(0)
  expect(samplingWeight(33 * 65_536)).toBe(0)
  expect(samplingWeight(1e300)).toBe(0)
})

test('every coarse entry is the exact floor', () => {
  for (let index = 0; index < 256; index += 1) {
    // The fine entry is 2^26 here, so the weight is the coarse one, shifted.
    const entry = BigInt(samplingWeight(index * 256)) >> 6n
    expect(entry).toBe(exactEntry(index, 256))
  }
})

test.each([4, 8, 16, 32, 64, 128])(
  'the fine entry %i is the exact floor',
  (index) => {
    // Reduced, so that the powers stay below half a million bits.
    const entry = BigInt(samplingWeight(index)) >> 6n
    const exponent = 65_536 / index
    expect((entry ** BigInt(exponent)) << 1n).toBeLessThanOrEqual(
      TWO_TO_26 ** BigInt(exponent),
    )
    expect(((entry + 1n) ** BigInt(exponent)) << 1n).toBeGreaterThan(
      TWO_TO_26 ** BigInt(exponent),
    )
  },
)

test('never grows with the distance, and is what the exponential says', () => {
  let last = samplingWeight(0)
  for (let distance = 1; distance < 33 * 65_536; distance += 97) {
    const weight = samplingWeight(distance)
    expect(weight).toBeLessThanOrEqual(last)
    expect(Number.isSafeInteger(weight)).toBe(true)
    const ideal = 2 ** (32 - distance / 65_536)
    // Two floors of 26 bits, and the last one.
    expect(Math.abs(weight - ideal)).toBeLessThan(1 + ideal * 2 ** -24)
    last = weight
  }
})
