import { describe, expect, it } from 'vitest'
import { handmadeBlocks } from '../../../test/unixfs-blocks.js'
import { readFile } from './read-file.js'

const { signal } = new AbortController()
const leaf = (index: number) => Uint8Array.of(index, index, index)

async function collect(source: ReturnType<typeof readFile>) {
  const chunks: number[] = []
  for await (const { bytes } of source) chunks.push(...bytes)
  return chunks
}

describe('readFile', () => {
  it('reads one raw block', async () => {
    const { raw, readBlock } = handmadeBlocks()
    const source = readFile(raw(leaf(7)), readBlock, signal)
    expect(await collect(source)).toEqual([7, 7, 7])
  })

  it('reads an empty file of either kind', async () => {
    const { raw, node, readBlock } = handmadeBlocks()
    const empty = raw(new Uint8Array())
    expect(await collect(readFile(empty, readBlock, signal))).toEqual([])
    expect(await collect(readFile(node([], []), readBlock, signal))).toEqual([])
  })

  it('keeps the order of a tree whose branches have other depths', async () => {
    const { raw, node, readBlock } = handmadeBlocks()
    const at = (index: number) => raw(leaf(index))
    const inner = node([at(2), at(3)], [3, 3], { data: Uint8Array.of(99) })
    const middle = node([at(1), inner, at(4)], [3, 7, 3])
    const root = node([at(0), middle, at(5)], [3, 13, 3])
    expect(await collect(readFile(root, readBlock, signal))).toEqual([
      ...leaf(0),
      ...leaf(1),
      99,
      ...leaf(2),
      ...leaf(3),
      ...leaf(4),
      ...leaf(5),
    ])
  })

  it('asks for each part once, a few ahead of the reader and no more', async () => {
    const { raw, node, readBlock, asked } = handmadeBlocks()
    const leaves = Array.from({ length: 20 }, (_, index) => raw(leaf(index)))
    const source = readFile(
      node(
        leaves,
        leaves.map(() => 3),
      ),
      readBlock,
      signal,
    )
    const first = await source.next()
    expect(first.value).toEqual({ bytes: leaf(0), total: 60 })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(asked).toHaveLength(5)
    await collect(source)
    expect(asked).toHaveLength(21)
  })

  it('fails at the block that fails, after those before it', async () => {
    const { raw, node, readBlock } = handmadeBlocks()
    const bad = raw(leaf(2))
    const root = node([raw(leaf(0)), raw(leaf(1)), bad], [3, 3, 3])
    const failing: typeof readBlock = async (cid, options) => {
      if (cid === bad) throw new Error('lost')
      return readBlock(cid, options)
    }
    const seen: number[] = []
    const reading = (async () => {
      for await (const { bytes } of readFile(root, failing, signal)) {
        seen.push(...bytes)
      }
    })()
    await expect(reading).rejects.toThrow('lost')
    expect(seen).toEqual([0, 0, 0, 1, 1, 1])
  })
})
