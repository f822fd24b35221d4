import { expect, test } from 'vitest'
import { asDate, inBytes, inWei } from './fact-formats.js'

test('amounts and sizes carry their unit', () => {
  expect([inWei(5n), inBytes(20), inBytes(20n)]).toEqual([
    '5 wei',
    '20 bytes',
    '20 bytes',
  ])
})

test('a time is shown as a date, and as it is where no calendar holds it', () => {
  expect(asDate(1_700_000_000)).toBe('2023-11-14T22:13:20.000Z')
  expect(asDate(1_700_000_000n)).toBe('2023-11-14T22:13:20.000Z')
  expect(asDate(2n ** 255n)).toBe(`${2n ** 255n}`)
})
