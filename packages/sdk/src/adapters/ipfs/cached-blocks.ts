import { blockDigest, digestFromCid } from '@aichain/base'
import type { BlockCache } from '../../ports/model-cache.js'
import type { ReadBlock } from './read-block.js'

/**
 * Looks for blocks in a cache first, and keeps there what had to be fetched.
 * The cache is trusted as little as any store: a block that does not hash to
 * its CID is thrown away and fetched again.
 */
export function cachedBlocks(
  readBlock: ReadBlock,
  cache: BlockCache | undefined,
): ReadBlock {
  if (!cache) return readBlock
  return async (cid, options) => {
    const kept = await cache.read(cid)
    const isWhole = kept && (await blockDigest(kept)) === digestFromCid(cid)
    if (isWhole && kept.length <= options.maximum) return kept
    if (kept && !isWhole) await cache.discard(cid)
    const bytes = await readBlock(cid, options)
    await cache.write(cid, bytes)
    return bytes
  }
}
