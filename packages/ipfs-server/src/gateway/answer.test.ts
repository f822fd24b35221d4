import { describe, expect, it } from 'vitest'
import { disposition, isKnown } from './answer.js'

describe('disposition', () => {
  it('gives every client a name that it can read', () => {
    expect(disposition('attachment', 'a.json')).toBe(
      `attachment; filename="a.json"; filename*=UTF-8''a.json`,
    )
    expect(disposition('inline', 'gr"ü\r\n.json')).toBe(
      `inline; filename="gr____.json"; filename*=UTF-8''gr%22%C3%BC%0D%0A.json`,
    )
  })
})

describe('isKnown', () => {
  const known = (header: string | undefined, tag: string) =>
    isKnown({ headers: { 'if-none-match': header } }, tag)

  it('compares tags, weak ones too', () => {
    expect(known('"a"', '"a"')).toBe(true)
    expect(known('"b", W/"a"', '"a"')).toBe(true)
    expect(known('"a"', 'W/"a"')).toBe(true)
    expect(known('*', '"a"')).toBe(true)
    expect(known('"b"', '"a"')).toBe(false)
    expect(known(undefined, '"a"')).toBe(false)
  })
})
