import { type Cid, cidOf } from '@aichain/base'
import { encode, prepare } from '@ipld/dag-pb'
import { UnixFS, type UnixFSType } from 'ipfs-unixfs'
import { CID } from 'multiformats/cid'
import type { ReadBlock } from '../src/adapters/ipfs/read-block.js'

/** Blocks made by hand, honest or not, and a reader that counts. */
export type HandmadeBlocks = {
  readonly readBlock: ReadBlock
  /** CIDs in the order in which they were asked for. */
  readonly asked: Cid[]
  readonly raw: (bytes: Uint8Array) => Cid
  readonly node: (
    links: readonly (Cid | string)[],
    sizes: readonly number[],
    options?: { type?: UnixFSType; data?: Uint8Array },
  ) => Cid
}

const DAG_PB = 0x70

/** Starts empty. */
export function handmadeBlocks(): HandmadeBlocks {
  const blocks = new Map<Cid, Uint8Array>()
  const asked: Cid[] = []
  const keep = (cid: Cid, bytes: Uint8Array) => {
    blocks.set(cid, bytes)
    return cid
  }
  return {
    asked,
    readBlock: async (cid, { signal }) => {
      asked.push(cid)
      await new Promise((resolve) => setImmediate(resolve))
      signal.throwIfAborted()
      return blocks.get(cid) as Uint8Array
    },
    raw: (bytes) => keep(cidOf(bytes), bytes),
    node: (links, sizes, { type = 'file', data } = {}) => {
      const blockSizes = sizes.map(BigInt)
      const entry = new UnixFS({ type, blockSizes, ...(data && { data }) })
      const Links = links.map((link) => ({
        Hash: CID.parse(link),
        Name: '',
        Tsize: 1,
      }))
      const bytes = encode(prepare({ Data: entry.marshal(), Links }))
      const { multihash } = CID.parse(cidOf(bytes))
      return keep(CID.createV1(DAG_PB, multihash).toString() as Cid, bytes)
    },
  }
}
