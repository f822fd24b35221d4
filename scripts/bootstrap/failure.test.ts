import { expect, test } from 'vitest'
import { causeOf } from './failure.mjs'

test.each([
  ['npm error code ENOTFOUND registry', 'the npm registry cannot be reached'],
  ['npm error code ECONNREFUSED', 'the npm registry cannot be reached'],
  ['npm error ENOSPC: no space left on device, write', 'the disk is full'],
  ['npm error code EINTEGRITY', /package-lock/],
  ['EACCES: permission denied, mkdir', /may not be written/],
  ['npm error code E401', /refused access/],
])('%s', (output, message) => {
  expect(causeOf(output)?.message).toMatch(message)
})

test('a plain compiler error has no such cause', () => {
  expect(causeOf("src/a.ts(1,1): error TS2304: Cannot find name 'x'")).toBe(
    undefined,
  )
})
