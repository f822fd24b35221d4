import { expect, it } from 'vitest'
import { retryAfter } from './retry-after.js'

const now = Date.parse('2026-01-01T00:00:00Z')

it.each([
  ['0', 0],
  ['3600', 3_600_000],
  [' 1.5 ', 1500],
  ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
  ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
  [undefined, undefined],
])('%j', (header, milliseconds) => {
  expect(retryAfter(header, now)).toBe(milliseconds)
})
