import type { Hex } from '@aichain/base'
import { BlockNotFoundError } from 'viem'
import { getBlock } from 'viem/actions'
import type { BlockReference } from '../../core/task/task.js'
import type { AnyClient } from './any-client.js'

/** A block, and the one it was built on. */
export type LinkedBlock = BlockReference & { readonly parentHash: Hex }

/**
 * The block of a number, the newest where none is named; `undefined` if the
 * chain has none, or none any more.
 */
export async function readBlock(
  client: AnyClient,
  blockNumber?: bigint,
): Promise<LinkedBlock | undefined> {
  try {
    const block = await getBlock(
      client,
      blockNumber === undefined ? { blockTag: 'latest' } : { blockNumber },
    )
    const { number, hash, parentHash } = block
    return { number, hash, parentHash, timestamp: Number(block.timestamp) }
  } catch (error) {
    if (error instanceof Error && error.name === BlockNotFoundError.name)
      return undefined
    throw error
  }
}

/** A block without what only its neighbours need. */
export function referenceTo({
  number,
  hash,
  timestamp,
}: BlockReference): BlockReference {
  return { number, hash, timestamp }
}
