import type { CID } from 'multiformats/cid'
import type { Blocks } from '../storage/blocks.js'
import { linksOf } from './codecs.js'

/** A block and the CID it was read under. */
export type Block = { readonly cid: CID; readonly bytes: Uint8Array }

/**
 * Every block under `roots`, depth first, each once. Rejects with
 * `BlockNotFoundError` at the first block that is absent.
 *
 * @param seen - CIDs already told; those told now are added.
 */
export async function* walkDag(
  roots: readonly CID[],
  blocks: Pick<Blocks, 'get'>,
  seen: Set<string> = new Set(),
): AsyncGenerator<Block, void, void> {
  const pending = [...roots].reverse()
  for (let cid = pending.pop(); cid; cid = pending.pop()) {
    const key = cid.toString()
    if (seen.has(key)) continue
    seen.add(key)
    const bytes = await blocks.get(cid)
    yield { cid, bytes }
    pending.push(...linksOf(cid, bytes).reverse())
  }
}
