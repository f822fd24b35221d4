import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MemoryBlockstore } from 'blockstore-core/memory'
import { CID } from 'multiformats/cid'
import * as raw from 'multiformats/codecs/raw'
import { sha256 } from 'multiformats/hashes/sha2'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BlockNotFoundError } from '../errors/request.js'
import { StorageFailedError, StorageFullError } from '../errors/storage.js'
import { type Blocks, blocksOver, openBlocks } from './blocks.js'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aichain-blocks-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function block(length: number, fill = 7) {
  const bytes = new Uint8Array(length).fill(fill)
  return { cid: CID.createV1(raw.code, await sha256.digest(bytes)), bytes }
}

async function cids(blocks: Blocks): Promise<string[]> {
  const all: string[] = []
  for await (const cid of blocks.list()) all.push(cid.toString())
  return all.sort()
}

describe.each(['memory', 'a folder'])('blocks in %s', (where) => {
  let blocks: Blocks
  beforeEach(async () => {
    blocks = await openBlocks(where === 'memory' ? undefined : folder)
  })

  it('keeps, lists and removes blocks', async () => {
    const one = await block(3)
    const two = await block(200_000)
    await blocks.put(one.cid, one.bytes)
    await blocks.put(two.cid, two.bytes)
    expect(Buffer.compare(await blocks.get(two.cid), two.bytes)).toBe(0)
    expect(await cids(blocks)).toEqual([`${one.cid}`, `${two.cid}`].sort())

    await blocks.remove(one.cid)
    expect(await blocks.has(one.cid)).toBe(false)
    await expect(blocks.get(one.cid)).rejects.toThrow(BlockNotFoundError)
  })

  it('finds a block under any codec and version of its CID', async () => {
    const { cid, bytes } = await block(3)
    await blocks.put(cid, bytes)
    const other = CID.createV0(cid.multihash as never)
    expect(await blocks.get(other)).toEqual(bytes)
  })

  it('needs no storage for a CID that holds its content', async () => {
    const cid = CID.parse('bafkqabtimvwgy3yk')
    expect(new TextDecoder().decode(await blocks.get(cid))).toBe('hello\n')
    expect(await cids(blocks)).toEqual([])
  })

  it('takes one block from many writers at once', async () => {
    const { cid, bytes } = await block(100_000)
    await Promise.all(Array.from({ length: 20 }, () => blocks.put(cid, bytes)))
    expect(await blocks.get(cid)).toHaveLength(100_000)
  })
})

describe('blocks in a folder', () => {
  it('are there after a restart', async () => {
    const { cid, bytes } = await block(3)
    await (await openBlocks(folder)).put(cid, bytes)
    expect(await (await openBlocks(folder)).get(cid)).toEqual(bytes)
  })

  it('survive a full disk whole, and are taken again once there is room', async ({
    skip,
  }) => {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'none', folder])
    } catch {
      skip('only root may mount the small disk that this needs')
    }
    try {
      const blocks = await openBlocks(folder)
      const kept = await block(100_000, 1)
      const lost = await block(200_000, 2)
      await blocks.put(kept.cid, kept.bytes)
      const put = blocks.put(lost.cid, lost.bytes)
      await expect(put).rejects.toThrow(StorageFullError)

      expect(await blocks.has(lost.cid)).toBe(false)
      const files = await readdir(folder, { recursive: true })
      expect(files.filter((name) => name.endsWith('.tmp'))).toEqual([])
      expect(await blocks.get(kept.cid)).toEqual(kept.bytes)
      await blocks.remove(kept.cid)
      await blocks.put(lost.cid, lost.bytes)
    } finally {
      execFileSync('umount', [folder])
    }
  })
})

describe('blocksOver', () => {
  const failing = (message: string) =>
    Object.assign(new MemoryBlockstore(), {
      put: async () => Promise.reject(new Error(message)),
    })

  it('tells a full disk from other failures, and cleans up after both', async () => {
    const { cid, bytes } = await block(3)
    const discarded: string[] = []
    const discard = async (cid: CID) => void discarded.push(`${cid}`)

    const ground = { folder: '/here', discard }

    const full = blocksOver(failing('ENOSPC: no space left'), ground)
    await expect(full.put(cid, bytes)).rejects.toThrow(StorageFullError)
    const broken = blocksOver(failing('EIO: i/o error'), ground)
    await expect(broken.put(cid, bytes)).rejects.toThrow(StorageFailedError)
    expect(discarded).toEqual([`${cid}`, `${cid}`])
  })

  it('does not call a block missing that the disk cannot read', async () => {
    const { cid, bytes } = await block(3)
    const store = new MemoryBlockstore()
    await store.put(cid, bytes)
    const broken = Object.assign(store, {
      // biome-ignore lint/correctness/useYield: it fails before it could
      get: async function* () {
        throw new Error('EIO: i/o error')
      },
    })
    const read = blocksOver(broken as never).get(cid)
    await expect(read).rejects.toThrow(StorageFailedError)
  })
})
