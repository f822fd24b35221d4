import type { CallOptions, Cid, TransferProgress } from '@aichain/base'
import type { BlockCache } from './model-cache.js'

/** One file of a folder to be stored. */
export type FileSource = {
  /** Path inside the folder, with `/` between parts, never absolute. */
  readonly path: string
  readonly content: Uint8Array | AsyncIterable<Uint8Array>
}

/** A file of a stored folder. */
export type StoredFile = {
  readonly path: string
  readonly cid: Cid
  readonly size: number
}

/** A stored folder: its root and every file, sorted by path. */
export type StoredFolder = {
  readonly root: Cid
  readonly files: readonly StoredFile[]
}

/** Options of a read. */
export type ReadOptions = CallOptions<TransferProgress> & {
  /**
   * Where blocks are looked for first, and kept. A reader may ignore it; one
   * that uses it verifies what comes out of it.
   */
  readonly cache?: BlockCache | undefined
}

/**
 * Content-addressed bytes that cannot lie: everything read is hashed against
 * the CID that asked for it, block by block.
 */
export type ContentReader = {
  /**
   * A single raw block (documents: manifest, prompt, output), at most 1 MiB.
   *
   * Errors: `ContentNotFoundError`, `ContentTamperedError`,
   * `ContentTooLargeError`, `ContentStoreUnreachableError`.
   */
  readonly get: (cid: Cid, options?: ReadOptions) => Promise<Uint8Array>
  /** A UnixFS file of any size, in order, each block verified before it is yielded. */
  readonly cat: (cid: Cid, options?: ReadOptions) => AsyncIterable<Uint8Array>
}

/** A reader that also stores. */
export type ContentStore = ContentReader & {
  /** Stores and pins one raw block (at most 1 MiB); its CID is CIDv1, raw, sha2-256. */
  readonly put: (
    bytes: Uint8Array,
    options?: CallOptions<TransferProgress>,
  ) => Promise<Cid>
  /** Stores and pins a folder under the IPIP-499 profile `unixfs-v1-2025`. */
  readonly putFolder: (
    files: Iterable<FileSource> | AsyncIterable<FileSource>,
    options?: CallOptions<TransferProgress>,
  ) => Promise<StoredFolder>
  /** Keeps what is under `cid` from being collected. */
  readonly pin: (cid: Cid, options?: CallOptions) => Promise<void>
}
