import { bytesToHex, type Digest } from '@aichain/base'
import { sha256 } from '@noble/hashes/sha2.js'

/** Hashes logits step by step. */
export type LogitsDigest = {
  /** Adds one step and returns the digest of it alone. */
  readonly push: (logits: Float32Array) => Digest
  /** The digest over all steps so far. */
  readonly digest: () => Digest
}

/**
 * sha2-256 over the logits of a generation: every step's scores in the order of
 * token ids, as the engine gave them, before penalties, float32, little-endian.
 *
 * Two machines with equal digests computed the same bits, whereas equal tokens
 * only say that no difference was large enough to show yet.
 *
 * @example
 * ```ts
 * import { logitsDigest } from '@aichain/inference'
 *
 * const steps = logitsDigest()
 * steps.push(Float32Array.of(0.5, -1))
 * steps.digest()
 * ```
 */
export function logitsDigest(): LogitsDigest {
  const all = sha256.create()
  return {
    push: (logits) => {
      const bytes = littleEndian(logits)
      all.update(bytes)
      return bytesToHex(sha256(bytes))
    },
    digest: () => bytesToHex(all.clone().digest()),
  }
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

function littleEndian(logits: Float32Array): Uint8Array {
  const { buffer, byteOffset, byteLength } = logits
  const bytes = new Uint8Array(buffer, byteOffset, byteLength)
  if (isLittleEndian) return bytes
  const swapped = new DataView(new ArrayBuffer(byteLength))
  for (const [index, logit] of logits.entries()) {
    swapped.setFloat32(4 * index, logit, true)
  }
  return new Uint8Array(swapped.buffer)
}
