import { expect, test } from 'vitest'
import { duration } from './duration.js'
import { ether, roughEther } from './ether.js'
import { shorten } from './shorten.js'

test.each([
  [0n, '0 ETH'],
  [1n, '1 wei'],
  [999_999_999_999n, '999999999999 wei'],
  [1_000_000_000_000n, '0.000001 ETH'],
  [1_237_500_000_000_000n, '0.0012375 ETH'],
  [10n ** 18n, '1 ETH'],
])('ether(%s) is %s', (wei, text) => {
  expect(ether(wei)).toBe(text)
})

test.each([
  [9_995_012_345_678_900_000n, '9.995 ETH'],
  [10_000n * 10n ** 18n, '10000 ETH'],
  [10n ** 11n, '0.0000001 ETH'],
])('roughEther(%s) is %s', (wei, text) => {
  expect(roughEther(wei)).toBe(text)
})

test.each([
  [800, '0.8 s'],
  [12_345, '12 s'],
  [180_000, '3 min'],
])('duration(%s) is %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text)
})

test('both ends of what is long stay', () => {
  expect(shorten('0123456789abcdef', 4, 3)).toBe('0123…def')
  expect(shorten('01234567', 4, 3)).toBe('01234567')
})
