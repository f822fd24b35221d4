import {
  answerFailure,
  blockDigest,
  type Cid,
  digestFromCid,
  isWebPage,
} from '@aichain/base'
import {
  ContentStoreUnreachableError,
  ContentTamperedError,
  ContentTooLargeError,
} from '../../errors/content.js'
import type { ReadBlock, StreamBlock } from './read-block.js'

/**
 * Reads blocks from one store that nobody has to trust: stops as soon as more
 * arrives than a block may have, and throws away what does not hash to the CID.
 *
 * Errors: `ContentTooLargeError`, `ContentTamperedError`,
 * `ContentStoreUnreachableError` for nothing or a web page in the block's place,
 * and what `stream` throws.
 *
 * @param store - Its name in errors.
 */
export function verifiedBlocks(store: string, stream: StreamBlock): ReadBlock {
  return async (cid, options) => {
    const { maximum } = options
    const bytes = await collect(stream(cid, options), maximum)
    const { length: size } = bytes
    const isWhole = size <= maximum
    if (isWhole && (await blockDigest(bytes)) === digestFromCid(cid))
      return bytes
    const trouble = troubleOf(store, cid, bytes)
    if (trouble) throw trouble
    throw isWhole ? tampered(store, cid, size) : tooLarge(store, cid, maximum)
  }
}

/** Stops once there are more bytes than `maximum`. */
async function collect(
  chunks: AsyncIterable<Uint8Array>,
  maximum: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    parts.push(chunk)
    // Leaving the loop lets go of the answer.
    if (size > maximum) break
  }
  return concat(parts, size)
}

/** A login page, or nothing at all, is of a store in trouble, not of one that lies. */
function troubleOf(
  store: string,
  cid: Cid,
  bytes: Uint8Array,
): ContentStoreUnreachableError | undefined {
  const text = new TextDecoder().decode(bytes.subarray(0, 2048))
  if (bytes.length > 0 && !isWebPage(text)) return undefined
  const attempts = [{ store, ...answerFailure(text, 'the block', 200) }]
  return new ContentStoreUnreachableError({ cid, attempts })
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

function tampered(store: string, cid: Cid, size: number) {
  const reason = `${size} bytes arrived that hash to another digest`
  return new ContentTamperedError({ cid, attempts: [{ store, reason }] })
}

function tooLarge(store: string, cid: Cid, maximum: number) {
  const reason = `more than ${maximum} bytes arrived`
  const attempts = [{ store, reason }]
  return new ContentTooLargeError({ cid, maximum, attempts })
}
