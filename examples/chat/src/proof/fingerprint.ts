import { type Digest, hexToBytes } from '@aichain/sdk/core'

const rows = 5
const halfColumns = 3

/** A filled cell of the picture. */
export type FingerprintCell = { readonly x: number; readonly y: number }

/**
 * A 5 × 5 picture of a digest, mirrored left to right, so that a person sees
 * at a glance which votes are the same. It is a help for the eye, with 2¹⁵
 * pictures in all; what counts is the comparison of the digests.
 */
export function fingerprint(digest: Digest): readonly FingerprintCell[] {
  const bytes = hexToBytes(digest)
  const cells: FingerprintCell[] = []
  for (let x = 0; x < halfColumns; x += 1) {
    for (let y = 0; y < rows; y += 1) {
      if (((bytes[x * rows + y] ?? 0) & 1) === 0) continue
      cells.push({ x, y })
      if (x !== halfColumns - 1) cells.push({ x: rows - 1 - x, y })
    }
  }
  return cells
}
