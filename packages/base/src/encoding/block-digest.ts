import { digestOf } from './cid.js'
import { bytesToHex, type Digest } from './hex.js'

/**
 * The sha2-256 digest of a block, by the platform: ten times faster than
 * JavaScript, and not on the caller's thread, which matters for models.
 * Browsers offer it to secure pages only.
 */
export async function blockDigest(bytes: Uint8Array): Promise<Digest> {
  const subtle = globalThis.crypto?.subtle
  if (subtle === undefined) return digestOf(bytes)
  const digest = await subtle.digest('SHA-256', bytes as BufferSource)
  return bytesToHex(new Uint8Array(digest))
}
