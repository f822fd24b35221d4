import * as dagCbor from '@ipld/dag-cbor'
import { CID } from 'multiformats/cid'
import { sha256 } from 'multiformats/hashes/sha2'
import { describe, expect, it } from 'vitest'
import { testDag } from '../../test/support/test-dag.js'
import {
  BlockNotFoundError,
  InvalidPathError,
  LinkNotFoundError,
} from '../errors/request.js'
import { parsePath, resolvePath } from './path.js'

const hello = 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'

describe('parsePath', () => {
  it('reads a CID of any kind, with or without a prefix', () => {
    const { root, names } = parsePath(`/ipfs/${hello}/a//b/`)
    expect([`${root}`, ...names]).toEqual([hello, 'a', 'b'])
    expect(`${parsePath(hello.toUpperCase()).root}`).toBe(hello)
    const old = 'QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn'
    expect(parsePath(old).root.version).toBe(0)
  })

  it.each(['', '/', '/ipfs/', 'notacid', '/ipfs/notacid', '/ipns/name'])(
    'refuses %j',
    (path) => {
      expect(() => parsePath(path)).toThrow(InvalidPathError)
    },
  )
})

describe('resolvePath', () => {
  it('tells every step on the way', async () => {
    const { blocks, cid } = await testDag({ 'a/b.txt': 'b' })
    const path = `/ipfs/${cid('')}/a/b.txt`
    const { roots, remainder } = await resolvePath(path, blocks)
    expect(roots.map(String)).toEqual(
      [cid(''), cid('a'), cid('a/b.txt')].map(String),
    )
    expect(remainder).toEqual([])
  })

  it('does not read a block that nothing leads through', async () => {
    const { blocks } = await testDag({ a: 'a' })
    expect(`${(await resolvePath(hello, blocks)).cid}`).toBe(hello)
    await expect(resolvePath(`${hello}/a`, blocks)).rejects.toThrow()
  })

  it('names the link that is not there, and the block that is not', async () => {
    const { blocks, cid } = await testDag({ 'a/b.txt': 'b' })
    const nope = resolvePath(`${cid('')}/a/nope/deeper`, blocks)
    await expect(nope).rejects.toThrow(LinkNotFoundError)
    await expect(nope).rejects.toThrow(`no link named "nope" under ${cid('a')}`)
    const through = resolvePath(`${cid('')}/a/b.txt/more`, blocks)
    await expect(through).rejects.toThrow(LinkNotFoundError)
    await blocks.remove(cid('a'))
    const lost = resolvePath(`${cid('')}/a/b.txt`, blocks)
    await expect(lost).rejects.toThrow(BlockNotFoundError)
  })

  it('stops inside an object, and goes on over its links', async () => {
    const { blocks, cid } = await testDag({ 'a.txt': 'a' })
    const bytes = dagCbor.encode({ list: [1, { link: cid('') }] })
    const object = CID.createV1(dagCbor.code, await sha256.digest(bytes))
    await blocks.put(object, bytes)

    const inside = await resolvePath(`${object}/list/1`, blocks)
    expect(inside.remainder).toEqual(['list', '1'])
    const over = await resolvePath(`${object}/list/1/link/a.txt`, blocks)
    expect(`${over.cid}`).toBe(`${cid('a.txt')}`)
    const nope = resolvePath(`${object}/list/7`, blocks)
    await expect(nope).rejects.toThrow(LinkNotFoundError)
  })
})
