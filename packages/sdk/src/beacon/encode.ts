import {
  bytesToHex,
  type Hex,
  hexToBytes,
  InvalidArgumentError,
  isHex,
} from '@aichain/base'
import { bls12_381 } from '@noble/curves/bls12-381.js'

/**
 * A signature as `Beacon.post` takes it: 128 bytes, x and y in 64 bytes each.
 *
 * Errors: `InvalidArgumentError` if it is no point of the group.
 *
 * @param signature - 48 bytes, compressed, as drand publishes it.
 *
 * @see {@link https://eips.ethereum.org/EIPS/eip-2537#encoding}
 *
 * @example
 * ```ts
 * import { devnetBeacon, encodeSignature } from '@aichain/sdk/beacon'
 *
 * encodeSignature(devnetBeacon().sign(1n).signature) // '0x0000…', 128 bytes
 * ```
 */
export function encodeSignature(signature: Hex): Hex {
  const argument = 'signature'
  const point = decoded(bls12_381.G1.Point, signature, 48, argument)
  const { x, y } = point.toAffine()
  return encodeElements([x, y])
}

/**
 * A key as the constructor of `Beacon` takes it: 256 bytes, the parts of x and
 * of y in 64 bytes each.
 *
 * Errors: `InvalidArgumentError` if it is no point of the group.
 *
 * @param publicKey - 96 bytes, compressed, as drand publishes it.
 *
 * @see {@link https://eips.ethereum.org/EIPS/eip-2537#encoding}
 *
 * @example
 * ```ts
 * import { encodeKey, quicknet } from '@aichain/sdk/beacon'
 *
 * encodeKey(quicknet.publicKey) // '0x0000…', 256 bytes
 * ```
 */
export function encodeKey(publicKey: Hex): Hex {
  const argument = 'publicKey'
  const point = decoded(bls12_381.G2.Point, publicKey, 96, argument)
  const { x, y } = point.toAffine()
  return encodeElements([x.c0, x.c1, y.c0, y.c1])
}

type Group<P> = { readonly fromBytes: (bytes: Uint8Array) => P }
type Point = {
  readonly assertValidity: () => void
  readonly is0: () => boolean
}

function decoded<P extends Point>(
  group: Group<P>,
  hex: Hex,
  length: number,
  argument: string,
): P {
  const expected = `${length} bytes: a compressed point of the group, not infinity`
  const refused = (cause?: unknown) =>
    new InvalidArgumentError({ argument, expected, actual: hex, cause })
  if (!isHex(hex, length)) throw refused()
  try {
    const point = group.fromBytes(hexToBytes(hex))
    // Decoding alone does not find out whether it is in the group.
    point.assertValidity()
    if (!point.is0()) return point
  } catch (cause) {
    throw refused(cause)
  }
  throw refused()
}

/** An element of the field has 48 bytes; its encoding has 64. */
function encodeElements(elements: readonly bigint[]): Hex {
  const { Fp } = bls12_381.fields
  const bytes = new Uint8Array(64 * elements.length)
  for (const [index, element] of elements.entries())
    bytes.set(Fp.toBytes(element), 64 * index + 16)
  return bytesToHex(bytes)
}
