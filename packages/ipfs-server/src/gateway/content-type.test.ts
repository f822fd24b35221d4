import { describe, expect, it } from 'vitest'
import { contentType } from './content-type.js'

const text = (value: string) => new TextEncoder().encode(value)
const none = new Uint8Array()

describe('contentType', () => {
  it.each([
    ['/ipfs/x/page.HTML', 'text/html'],
    ['/ipfs/x/model.json', 'application/json'],
    ['picture.png', 'image/png'],
  ])('goes by the name %s', (name, type) => {
    expect(contentType(name, none, true)).toBe(type)
  })

  it('knows a document without a name', () => {
    expect(contentType('/ipfs/bafk', text('{"a":[1]}'), true)).toBe(
      'application/json',
    )
    expect(contentType('/ipfs/bafk', text('{"a":'), true)).toBe(
      'text/plain; charset=utf-8',
    )
  })

  it('makes no page of what has no name', () => {
    const page = text('<!doctype html><script>alert(1)</script>')
    expect(contentType('/ipfs/bafk', page, true)).toBe(
      'text/plain; charset=utf-8',
    )
  })

  it('tells text from bytes, also where a character is cut in two', () => {
    const umlaut = text('ü')
    const cut = umlaut.subarray(0, 1)
    const plain = 'text/plain; charset=utf-8'
    expect(contentType('/x', umlaut, true)).toBe(plain)
    expect(contentType('/x', cut, false)).toBe(plain)
    expect(contentType('/x', cut, true)).toBe('application/octet-stream')
    expect(contentType('/x', Uint8Array.of(0, 1, 2), true)).toBe(
      'application/octet-stream',
    )
  })
})
