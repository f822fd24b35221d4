import { blockDigest, type Cid, digestFromCid } from '@aichain/base'
import {
  ContentTamperedError,
  ContentTooLargeError,
} from '../../errors/content.js'
import type { ReadBlock, StreamBlock } from './read-block.js'

/**
 * Reads blocks from one store that nobody has to trust: stops as soon as more
 * arrives than a block may have, and throws away what does not hash to the CID.
 *
 * Errors: `ContentTooLargeError`, `ContentTamperedError`, and what `stream`
 * throws.
 *
 * @param store - Its name in errors.
 */
export function verifiedBlocks(store: string, stream: StreamBlock): ReadBlock {
  return async (cid, options) => {
    const { maximum } = options
    const bytes = await collect(stream(cid, options), maximum)
    if (!bytes) throw tooLarge(store, cid, maximum)
    if ((await blockDigest(bytes)) === digestFromCid(cid)) return bytes
    const reason = `${bytes.length} bytes arrived that hash to another digest`
    throw new ContentTamperedError({ cid, attempts: [{ store, reason }] })
  }
}

/** `undefined` once there are more bytes than `maximum`. */
async function collect(
  chunks: AsyncIterable<Uint8Array>,
  maximum: number,
): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    // Leaving the loop lets go of the answer.
    if (size > maximum) return undefined
    parts.push(chunk)
  }
  return concat(parts, size)
}

function concat(parts: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = parts
  if (only && parts.length === 1) return only
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}

function tooLarge(store: string, cid: Cid, maximum: number) {
  const reason = `more than ${maximum} bytes arrived`
  const attempts = [{ store, reason }]
  return new ContentTooLargeError({ cid, maximum, attempts })
}
