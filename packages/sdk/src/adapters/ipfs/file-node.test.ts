import type { Cid } from '@aichain/base'
import { describe, expect, it } from 'vitest'
import { handmadeBlocks } from '../../../test/unixfs-blocks.js'
import { InvalidCidError } from '../../errors/content.js'
import { fileCid } from './check-cid.js'
import { readFileNode } from './file-node.js'

const bytes = (length: number) => new Uint8Array(length).fill(1)
const { signal } = new AbortController()

async function read(
  { readBlock }: ReturnType<typeof handmadeBlocks>,
  cid: Cid,
  size?: number,
) {
  const part = { ...fileCid(cid), size }
  return readFileNode(part, await readBlock(cid, { signal, maximum: 1e6 }))
}

describe('readFileNode', () => {
  it('takes a raw block for data', async () => {
    const dag = handmadeBlocks()
    const leaf = dag.raw(bytes(3))
    expect(await read(dag, leaf, 3)).toEqual({
      size: 3,
      data: bytes(3),
      parts: [],
    })
  })

  it('tells the parts of a node, and data of its own', async () => {
    const dag = handmadeBlocks()
    const leaf = dag.raw(bytes(3))
    const root = dag.node([leaf, leaf], [3, 3], { data: bytes(2) })
    expect(await read(dag, root)).toEqual({
      size: 8,
      data: bytes(2),
      parts: [
        { cid: leaf, isRaw: true, size: 3 },
        { cid: leaf, isRaw: true, size: 3 },
      ],
    })
  })

  it('names a link of version 0 by version 1', async () => {
    const dag = handmadeBlocks()
    const old = 'QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn'
    const { parts } = await read(dag, dag.node([old], [4]))
    expect(parts[0]?.cid).toMatch(/^bafybei/)
  })

  it.each<[string, (dag: ReturnType<typeof handmadeBlocks>) => Cid, string]>([
    ['a folder', (dag) => dag.node([], [], { type: 'directory' }), 'a folder'],
    [
      'a sharded folder',
      (dag) => dag.node([], [], { type: 'hamt-sharded-directory' }),
      'a folder',
    ],
    ['a symlink', (dag) => dag.node([], [], { type: 'symlink' }), 'a symlink'],
    [
      'links without sizes',
      (dag) => dag.node([dag.raw(bytes(1))], []),
      'do not match',
    ],
    [
      'an empty part, which could repeat for ever',
      (dag) => dag.node([dag.raw(bytes(0))], [0]),
      'is empty',
    ],
    [
      'a link to another codec',
      (dag) =>
        dag.node(
          ['bafyreib2rjdeto6mmpe2y6ljxri5kxj56x7l7lzkfrrzr2t5d67qrlko6a'],
          [1],
        ),
      'raw or dag-pb',
    ],
    [
      'a link whose content is in its CID',
      (dag) => dag.node(['bafkqabtimvwgy3yk'], [6]),
      'not sha2-256',
    ],
  ])('refuses %s', async (_, make, reason) => {
    const dag = handmadeBlocks()
    const reading = read(dag, make(dag))
    await expect(reading).rejects.toThrow(InvalidCidError)
    await expect(reading).rejects.toThrow(reason)
  })

  it('refuses a part of another size than its parent announced', async () => {
    const dag = handmadeBlocks()
    await expect(read(dag, dag.raw(bytes(3)), 4)).rejects.toThrow(
      'another size than announced',
    )
    const node = dag.node([dag.raw(bytes(3))], [3])
    await expect(read(dag, node, 4)).rejects.toThrow(
      'another size than announced',
    )
  })

  it('refuses bytes that are no node', () => {
    const cid = 'bafybeibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'
    const part = { ...fileCid(cid), size: undefined }
    expect(() => readFileNode(part, bytes(100))).toThrow('no UnixFS file')
  })
})
