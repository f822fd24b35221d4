import { describe, expect, it } from 'vitest'
import { BadRequestError } from '../errors/request.js'
import { parseRange, RangeUnsatisfiableError } from './range.js'

describe('parseRange', () => {
  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=2-', 2, 10],
    ['bytes=-3', 7, 10],
    ['bytes=-99', 0, 10],
    ['bytes=8-99', 8, 10],
    ['bytes=1-2,5-6', 1, 3],
  ])('reads %s', (header, start, end) => {
    expect(parseRange(header, 10)).toEqual({ start, end })
  })

  it('asks for nothing where there is no header', () => {
    expect(parseRange(undefined, 10)).toBeUndefined()
  })

  it.each(['bytes=10-', 'bytes=5-4', 'bytes=-0'])('has no %s', (header) => {
    expect(() => parseRange(header, 10)).toThrow(RangeUnsatisfiableError)
  })

  it.each(['bytes=abc', 'bytes=-', 'items=0-1', ''])('refuses %j', (header) => {
    expect(() => parseRange(header, 10)).toThrow(BadRequestError)
  })
})
