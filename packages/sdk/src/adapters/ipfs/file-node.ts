import { type Cid, parseCid } from '@aichain/base'
import { decode } from '@ipld/dag-pb'
import { UnixFS } from 'ipfs-unixfs'
import { InvalidCidError } from '../../errors/content.js'
import { fileCid } from './check-cid.js'

/** A block of a file that is still to come. */
export type FilePart = {
  readonly cid: Cid
  readonly isRaw: boolean
  /** Bytes of the file under it, as its parent says; unknown for the root. */
  readonly size: number | undefined
}

/** What a block of a file says: bytes of its own, then the parts that follow. */
export type FileNode = {
  /** Bytes of the file in this block and under it. */
  readonly size: number
  readonly data: Uint8Array
  readonly parts: readonly FilePart[]
}

/**
 * Reads a verified block as a part of a UnixFS file. Every size must be the one
 * that was announced, and no part may be empty: so a file ends where its root
 * says, however its author linked the blocks.
 *
 * Errors: `InvalidCidError` for what is no file.
 *
 * @see {@link https://specs.ipfs.tech/unixfs/}
 */
export function readFileNode(part: FilePart, block: Uint8Array): FileNode {
  const node = part.isRaw
    ? { size: block.length, data: block, parts: [] }
    : readUnixFsNode(part.cid, block)
  if (part.size !== undefined && part.size !== node.size) {
    throw notAFile(part.cid, 'a part of it has another size than announced')
  }
  return node
}

function readUnixFsNode(cid: Cid, block: Uint8Array): FileNode {
  const { entry, links } = decodeNode(cid, block)
  if (entry.isDirectory()) throw notAFile(cid, 'it is a folder, not a file')
  if (entry.type !== 'file' && entry.type !== 'raw') {
    throw notAFile(cid, `it is a ${entry.type}, not a file`)
  }
  if (links.length !== entry.blockSizes.length) {
    throw notAFile(cid, 'its links and their sizes do not match')
  }
  const parts = links.map(({ Hash }, index) => {
    const size = Number(entry.blockSizes[index])
    if (size > 0) return { ...fileCid(linkOf(Hash)), size }
    throw notAFile(cid, 'a part of it is empty')
  })
  const data = entry.data ?? new Uint8Array()
  const size = parts.reduce((sum, { size }) => sum + size, data.length)
  if (Number(entry.fileSize()) === size) return { size, data, parts }
  throw notAFile(cid, 'its size is not the sum of its parts')
}

function decodeNode(cid: Cid, block: Uint8Array) {
  try {
    const { Data, Links } = decode(block)
    const entry = UnixFS.unmarshal(Data ?? new Uint8Array())
    return { entry, links: Links }
  } catch {
    throw notAFile(cid, 'what is under it is no UnixFS file')
  }
}

/** A link may be of version 0; what it names is the same block. */
function linkOf(hash: { toString(): string }): Cid {
  const link = parseCid(hash.toString())
  if (link.ok) return link.value
  throw new InvalidCidError({ value: hash, reason: link.reason })
}

function notAFile(value: Cid, reason: string): InvalidCidError {
  return new InvalidCidError({ value, reason })
}
