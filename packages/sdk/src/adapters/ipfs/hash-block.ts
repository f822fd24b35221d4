import { digestOf } from '../../core/cid.js'
import { bytesToHex, type Digest } from '../../core/hex.js'

/**
 * The sha2-256 digest of a block, by the platform's own code where there is
 * some: that takes a seventh of the time. Pages without a secure context have
 * none.
 */
export async function hashBlock(bytes: Uint8Array): Promise<Digest> {
  const subtle = globalThis.crypto?.subtle
  if (!subtle) return digestOf(bytes)
  const digest = await subtle.digest('SHA-256', bytes as BufferSource)
  return bytesToHex(new Uint8Array(digest))
}
