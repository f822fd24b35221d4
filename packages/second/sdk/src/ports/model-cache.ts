import type { Cid } from '@aichain/base'

/**
 * Blocks kept on this machine, so that they need not be fetched again.
 *
 * A cache is a help and no more: its calls never reject, whatever becomes of
 * its disk, and nobody believes what it gives. Readers hash every block against
 * its CID, as if it came from a stranger.
 */
export type BlockCache = {
  /** What was kept under the block's CID; `undefined` if nothing was. */
  readonly read: (block: Cid) => Promise<Uint8Array | undefined>
  /** Keeps a verified block, if there is room. */
  readonly write: (block: Cid, bytes: Uint8Array) => Promise<void>
  /** What `read` gave was not the block: throws it away. */
  readonly discard: (block: Cid) => Promise<void>
}

/** The blocks of one model, for as long as it is in use. */
export type ModelLease = BlockCache & {
  /** From now on these blocks may make room for others. */
  readonly release: () => Promise<void>
}

/**
 * Keeps the files of models over restarts of a node.
 *
 * What is read or written through a lease stays until the lease is released;
 * of the rest, what was not used for longest makes room first.
 */
export type ModelCache = {
  readonly lease: () => ModelLease
}
