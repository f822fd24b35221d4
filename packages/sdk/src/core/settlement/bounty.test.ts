import { expect, test } from 'vitest'
import { bounty } from './bounty.js'

test('is a tenth of the slash while the fee is large', () => {
  expect(bounty({ slash: 999n, fee: 10_000n, committeeSize: 5 })).toBe(99n)
})

test("is at most one member's part of the fee", () => {
  expect(bounty({ slash: 999n, fee: 400n, committeeSize: 5 })).toBe(80n)
  expect(bounty({ slash: 999n, fee: 499n, committeeSize: 5 })).toBe(99n)
})

test('is nothing when the seat had nothing left', () => {
  expect(bounty({ slash: 0n, fee: 400n, committeeSize: 5 })).toBe(0n)
})
