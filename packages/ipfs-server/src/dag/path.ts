import { AichainError } from '@aichain/base'
import { type ReadableStorage, walkPath } from 'ipfs-unixfs-exporter'
import { CID } from 'multiformats/cid'
import {
  InvalidPathError,
  LinkNotFoundError,
  RequestError,
} from '../errors/request.js'
import { wordsOf } from '../errors/words-of.js'
import type { Blocks } from '../storage/blocks.js'

/** Where a path leads. */
export type Resolved = {
  readonly cid: CID
  /** The CID of each part of the path, the root first and `cid` last. */
  readonly roots: readonly CID[]
  /** Keys inside the last block, where it is an object and no UnixFS node. */
  readonly remainder: readonly string[]
}

const RAW = 0x55
const DAG_PB = 0x70

/** The parts of `/ipfs/<cid>/a/b` or `<cid>/a/b`. */
export function parsePath(path: string): {
  readonly root: CID
  readonly names: readonly string[]
} {
  const prefixed = path.startsWith('/ipfs/')
  const parts = (prefixed ? path.slice('/ipfs'.length) : path).split('/')
  const [root, ...names] = parts.filter((part) => part !== '')
  if (root === undefined) {
    throw new InvalidPathError(path, 'path does not have enough components')
  }
  try {
    return { root: parseAnyCid(root), names }
  } catch (error) {
    // Without the prefix Kubo takes the text for a path that lacks its root.
    const reason = prefixed
      ? `invalid cid: ${wordsOf(error)}`
      : 'path does not have enough components'
    throw new InvalidPathError(path, reason)
  }
}

/** Clients may write base32 in capitals. */
function parseAnyCid(text: string): CID {
  return CID.parse(/^B[A-Z2-7]+$/.test(text) ? text.toLowerCase() : text)
}

/** Follows a path through folders, sharded folders and linked objects. */
export async function resolvePath(
  path: string,
  blocks: Pick<Blocks, 'get'>,
): Promise<Resolved> {
  const { root, names } = parsePath(path)
  let last: Resolved = { cid: root, roots: [root], remainder: names }
  const text = [root, ...names].join('/')
  try {
    for await (const entry of walkPath(text, storageOf(blocks))) last = entry
  } catch (error) {
    throw pathError(error, last)
  }
  const isObject = last.cid.code !== RAW && last.cid.code !== DAG_PB
  if (last.remainder.length > 0 && !isObject) throw linkError(last)
  return last
}

/** Blocks in the form that the UnixFS libraries read. */
export function storageOf(blocks: Pick<Blocks, 'get'>): ReadableStorage {
  return {
    get: async function* (cid) {
      yield await blocks.get(cid)
    },
  }
}

function pathError(error: unknown, last: Resolved): unknown {
  const { name } = error as Error
  if (name === 'NotFoundError' || name === 'BadPathError')
    return linkError(last)
  if (AichainError.isInstance(error)) return error
  return new RequestError(wordsOf(error), 500, error)
}

function linkError({ remainder, cid }: Resolved): LinkNotFoundError {
  return new LinkNotFoundError(String(remainder[0]), cid)
}
