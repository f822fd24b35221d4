import * as dagCbor from '@ipld/dag-cbor'
import * as dagPb from '@ipld/dag-pb'
import { CID } from 'multiformats/cid'
import { describe, expect, it } from 'vitest'
import { RequestError } from '../errors/request.js'
import { codecNamed, hasherNamed, isBlockOf, linksOf } from './codecs.js'

const hello = CID.parse(
  'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq',
)
const text = (value: string) => new TextEncoder().encode(value)
const ofCodec = (code: number) => CID.createV1(code, hello.multihash)

describe('linksOf', () => {
  it('finds the links of each codec, in order', () => {
    const node = dagPb.encode(
      dagPb.prepare({ Links: [{ Hash: hello, Name: 'a', Tsize: 5 }] }),
    )
    expect(linksOf(ofCodec(dagPb.code), node).map(String)).toEqual([`${hello}`])
    const object = dagCbor.encode({ list: [{ link: hello }], other: hello })
    expect(linksOf(ofCodec(dagCbor.code), object)).toHaveLength(2)
  })

  it('finds none in raw bytes and in what it does not know', () => {
    expect(linksOf(hello, text('hello'))).toEqual([])
    expect(linksOf(ofCodec(0x78), text('hello'))).toEqual([])
  })
})

describe('isBlockOf', () => {
  it('hashes the bytes, and trusts no hash that it does not know', async () => {
    expect(await isBlockOf(hello, text('hello'))).toBe(true)
    expect(await isBlockOf(hello, text('other'))).toBe(false)
    const digest = { ...hello.multihash, code: 0x99 }
    const unknown = CID.createV1(0x55, digest)
    expect(await isBlockOf(unknown, text('hello'))).toBe(false)
  })
})

describe('codecs and hashes by name', () => {
  it('are those that Kubo knows, refused in its words', () => {
    expect(codecNamed('dag-json').code).toBe(0x0129)
    expect(hasherNamed('sha2-512').code).toBe(0x13)
    expect(() => codecNamed('bogus')).toThrow(RequestError)
    expect(() => codecNamed('bogus')).toThrow('unknown multicodec: "bogus"')
    expect(() => hasherNamed('bogus')).toThrow(
      'unrecognized multihash function: bogus',
    )
  })
})
