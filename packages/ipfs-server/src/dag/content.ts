import type { UnixFSEntry } from 'ipfs-unixfs-exporter'
import { RequestError } from '../errors/request.js'

/** A file of any kind: chunked, one raw block, or inside its own CID. */
export type FileEntry = Extract<
  UnixFSEntry,
  { type: 'file' | 'raw' | 'identity' }
>

/** Refuses what has no content, in Kubo's words. */
export function asFile(entry: UnixFSEntry): FileEntry {
  if (entry.type === 'directory') {
    throw new RequestError('this dag node is a directory')
  }
  if (entry.type === 'object') throw new RequestError('unknown node type')
  return entry
}

/** Bytes of a file's content. */
export function sizeOf(entry: FileEntry): number {
  return Number(entry.type === 'file' ? entry.unixfs.fileSize() : entry.size)
}

const WINDOW = 8 * 1024 * 1024

/**
 * The bytes from `start` up to `end`, a window at a time: the library reads
 * all it is asked for as fast as it can, whether or not anybody takes it.
 */
export async function* contentOf(
  entry: FileEntry,
  start = 0,
  end = sizeOf(entry),
): AsyncGenerator<Uint8Array, void, void> {
  for (let offset = start; offset < end; offset += WINDOW) {
    const length = Math.min(WINDOW, end - offset)
    yield* entry.content({ offset, length, blockReadConcurrency: 4 })
  }
}
