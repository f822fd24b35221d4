import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { IdentityBlockstore } from 'blockstore-core/identity'
import { MemoryBlockstore } from 'blockstore-core/memory'
import { FsBlockstore } from 'blockstore-fs'
import { NextToLast } from 'blockstore-fs/sharding'
import type { Blockstore } from 'interface-blockstore'
import { CID } from 'multiformats/cid'
import * as raw from 'multiformats/codecs/raw'
import { BlockNotFoundError } from '../errors/request.js'
import { storageError } from '../errors/storage.js'

/** Blocks under their multihash. Bytes are whole or absent, never a part. */
export type Blocks = {
  readonly get: (cid: CID) => Promise<Uint8Array>
  readonly has: (cid: CID) => Promise<boolean>
  readonly put: (cid: CID, bytes: Uint8Array) => Promise<void>
  readonly remove: (cid: CID) => Promise<void>
  /** Every block once, as a CID with the codec raw. */
  readonly list: () => AsyncIterable<CID>
}

/** Blocks in a folder, or in memory where none is given. */
export async function openBlocks(folder?: string): Promise<Blocks> {
  if (folder === undefined) return blocksOver(new MemoryBlockstore())
  await mkdir(folder, { recursive: true })
  const sharding = new NextToLast()
  const store = new FsBlockstore(folder, { shardingStrategy: sharding })
  return blocksOver(store, {
    folder,
    discard: async (cid) => {
      // The library writes to this name first and leaves it behind on failure.
      const { dir, file } = sharding.encode(cid)
      await rm(join(folder, dir, `.${file}.tmp`), { force: true })
    },
  })
}

/** What lies under the blocks. */
type Ground = {
  /** As errors name it. */
  readonly folder: string
  /** Removes what a failed write of a block left behind. */
  readonly discard: (cid: CID) => Promise<void>
}

const inMemory: Ground = { folder: '(memory)', discard: async () => {} }

/** The blocks of a store of the library, with failures told apart. */
export function blocksOver(
  inner: Blockstore,
  { folder, discard }: Ground = inMemory,
): Blocks {
  const store = new IdentityBlockstore(inner)
  // Two writes of one block at once would share one temporary file.
  const writing = new Map<string, Promise<void>>()

  const write = async (cid: CID, bytes: Uint8Array) => {
    if (await store.has(cid)) return
    try {
      await store.put(cid, bytes)
    } catch (error) {
      await discard(cid)
      throw storageError('write', folder, error)
    }
  }

  return {
    get: (cid) => read(store, cid, folder),
    has: async (cid) => await store.has(cid),
    put: (cid, bytes) => {
      const key = cid.multihash.bytes.toString()
      const pending = writing.get(key)
      if (pending) return pending
      const written = write(cid, bytes).finally(() => writing.delete(key))
      writing.set(key, written)
      return written
    },
    remove: async (cid) => await store.delete(cid),
    list: async function* () {
      for await (const { cid } of inner.getAll()) {
        yield CID.createV1(raw.code, cid.multihash)
      }
    },
  }
}

async function read(
  store: Blockstore,
  cid: CID,
  folder: string,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of store.get(cid)) chunks.push(chunk)
  } catch (error) {
    // The library says "not found" to every failure, a damaged disk included.
    if (await store.has(cid)) throw storageError('read', folder, error)
    throw new BlockNotFoundError(cid)
  }
  return plainBytes(chunks)
}

/** No `Buffer`, whose `slice` would hand out what is stored and not a copy. */
function plainBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks
  const bytes = first && chunks.length === 1 ? first : Buffer.concat(chunks)
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}
