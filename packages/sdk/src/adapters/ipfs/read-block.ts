import type { Cid } from '@aichain/base'

/** Limits of one read. */
export type ReadBlockOptions = {
  readonly signal: AbortSignal
  /** Bytes that the block may have. */
  readonly maximum: number
}

/** Gives the bytes of a block, checked against its CID. */
export type ReadBlock = (
  cid: Cid,
  options: ReadBlockOptions,
) => Promise<Uint8Array>

/** Asks one store for a block, and gives its bytes as they come, unchecked. */
export type StreamBlock = (
  cid: Cid,
  options: ReadBlockOptions,
) => AsyncIterable<Uint8Array>

/** What peers of the IPFS network exchange at most: 2 MiB. */
export const MAXIMUM_BLOCK_BYTES = 2 * 1024 * 1024
