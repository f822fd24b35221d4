import type { Cid } from '@aichain/base'
import { describe, expect, it } from 'vitest'
import { InvalidCidError } from '../../errors/content.js'
import { documentCid, fileCid } from './check-cid.js'

const raw = 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'
const folder = 'bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354'
const object = 'bafyreib2rjdeto6mmpe2y6ljxri5kxj56x7l7lzkfrrzr2t5d67qrlko6a'

describe('documentCid', () => {
  it('takes a raw block', () => {
    expect(documentCid(raw)).toBe(raw)
  })

  it.each([
    [folder, 'a document is one raw block'],
    ['bafkqabtimvwgy3yk', 'its hash is not sha2-256'],
    [
      'bafkrgqe3ohjcjplc6n4f3fwunlj6upltggn7xqujbsvnvyw764srszz4u4rshq6ztos4chl4plgg4ffyyxnayrtdi5oc4xb2332g645433aeg',
      'its hash is not sha2-256',
    ],
    [
      'QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn',
      `it must be written ${folder}`,
    ],
    [raw.toUpperCase(), 'not a CID'],
    ['', 'not a CID'],
    ['../etc/passwd', 'not a CID'],
    [`${raw}/path`, 'not a CID'],
  ])('refuses %s', (value, reason) => {
    expect(() => documentCid(value as Cid)).toThrow(InvalidCidError)
    expect(() => documentCid(value as Cid)).toThrow(reason)
  })
})

describe('fileCid', () => {
  it('takes what a UnixFS file can be made of', () => {
    expect(fileCid(raw)).toEqual({ cid: raw, isRaw: true })
    expect(fileCid(folder)).toEqual({ cid: folder, isRaw: false })
    expect(() => fileCid(object)).toThrow('a file is raw or dag-pb')
  })
})
