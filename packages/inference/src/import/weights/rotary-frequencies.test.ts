import { expect, test } from 'vitest'
import { rotaryFrequencies } from './rotary-frequencies.js'

test.each([
  [10_000, 64],
  [500_000, 128],
  [1_000_000, 64],
  [100_000, 40],
  [1, 8],
])('base %d over %d dimensions', (base, dimension) => {
  const frequencies = rotaryFrequencies(base, dimension, { type: 'default' })
  expect(frequencies).toHaveLength(dimension / 2)
  for (const [index, frequency] of frequencies.entries()) {
    const expected = base ** ((-2 * index) / dimension)
    expect(Math.abs(frequency / expected - 1)).toBeLessThan(2 ** -23)
  }
})

test('linear scaling slows all of them', () => {
  const plain = rotaryFrequencies(10_000, 16, { type: 'default' })
  const slow = rotaryFrequencies(10_000, 16, { type: 'linear', factor: 4 })
  expect([...slow]).toEqual(Array.from(plain, (each) => each / 4))
})

test('Llama 3 keeps the fast, slows the slow and blends between', () => {
  const plain = rotaryFrequencies(500_000, 128, { type: 'default' })
  const scaled = rotaryFrequencies(500_000, 128, {
    type: 'llama3',
    factor: 8,
    lowFrequencyFactor: 1,
    highFrequencyFactor: 4,
    originalContextLength: 8192,
  })
  const ratios = Array.from(plain, (each, index) => each / (scaled[index] ?? 0))
  expect(ratios[0]).toBe(1)
  expect(ratios.at(-1)).toBe(8)
  expect([...ratios].sort((a, b) => a - b)).toEqual(ratios)
  const blended = ratios.filter((ratio) => ratio > 1 && ratio < 8)
  expect(blended.length).toBeGreaterThan(3)
  // turns = 8192 · f / 2π; at index 32, f = 500000^-0.5, 1.8438 turns.
  const share = ((8192 * 500_000 ** -0.5) / (2 * Math.PI) - 1) / 3
  expect(ratios[32]).toBeCloseTo(1 / ((1 - share) / 8 + share), 5)
})
