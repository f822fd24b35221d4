import { cidOf } from '@aichain/base'
import { describe, expect, it } from 'vitest'
import {
  ContentStoreUnreachableError,
  ContentTamperedError,
  ContentTooLargeError,
} from '../../errors/content.js'
import { verifiedBlocks } from './verified-blocks.js'

const text = (value: string) => new TextEncoder().encode(value)
const { signal } = new AbortController()
const cid = cidOf(text('hello'))

/** A store that sends these chunks, and remembers how many were taken. */
function storeOf(...chunks: Uint8Array[]) {
  const taken: Uint8Array[] = []
  let left = false
  const read = verifiedBlocks('http://store', async function* () {
    try {
      for (const chunk of chunks) {
        taken.push(chunk)
        yield chunk
      }
    } finally {
      left = true
    }
  })
  return { read, taken, isLeft: () => left }
}

describe('verifiedBlocks', () => {
  it('puts the chunks together', async () => {
    const { read } = storeOf(text('he'), text(''), text('llo'))
    expect(await read(cid, { signal, maximum: 5 })).toEqual(text('hello'))
    const { read: readEmpty } = storeOf()
    const empty = cidOf(text(''))
    expect(await readEmpty(empty, { signal, maximum: 5 })).toEqual(text(''))
  })

  it.each([
    ['other bytes', 'jello'],
    ['fewer bytes', 'hell'],
  ])('refuses %s', async (_, sent) => {
    const { read } = storeOf(text(sent))
    const reading = read(cid, { signal, maximum: 5 })
    await expect(reading).rejects.toThrow(ContentTamperedError)
    await expect(reading).rejects.toThrow('http://store')
  })

  it.each([
    ['no bytes', []],
    ['a web page', ['<html>login']],
    ['a web page in pieces', ['<ht', 'ml>']],
    ['a long web page', ['<html>login', 'and so on']],
  ])('does not take %s for a lie', async (_, sent) => {
    const { read } = storeOf(...sent.map(text))
    const reading = read(cid, { signal, maximum: 12 })
    await expect(reading).rejects.toThrow(ContentStoreUnreachableError)
    await expect(reading).rejects.toThrow('http://store')
  })

  it('stops at the limit, and lets go of the answer', async () => {
    const { read, taken, isLeft } = storeOf(
      text('hel'),
      text('lo!'),
      text('never taken'),
    )
    const reading = read(cid, { signal, maximum: 5 })
    await expect(reading).rejects.toThrow(ContentTooLargeError)
    expect(taken).toHaveLength(2)
    expect(isLeft()).toBe(true)
  })

  it('compares the digest, whatever the codec', async () => {
    const dagPb = 'bafybeibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'
    const { read } = storeOf(text('hello'))
    expect(await read(dagPb, { signal, maximum: 5 })).toEqual(text('hello'))
  })
})
