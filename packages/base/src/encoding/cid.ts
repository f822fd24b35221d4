import { sha256 } from '@noble/hashes/sha2.js'
import { CID } from 'multiformats/cid'
import { create } from 'multiformats/hashes/digest'
import { bytesToHex, type Digest, hexToBytes } from './hex.js'
import { accept, type Result, refuse } from './result.js'

/**
 * A CIDv1 in its canonical text form: base32, lower case, no padding.
 *
 * @see {@link https://github.com/multiformats/cid}
 */
export type Cid = `b${string}`

const RAW = 0x55
const SHA2_256 = 0x12

/**
 * The sha2-256 digest of some bytes: what the contracts hold instead of a CID.
 *
 * @example
 * ```ts
 * import { digestOf } from '@aichain/base'
 *
 * digestOf(new TextEncoder().encode('hello'))
 * // '0x2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'
 * ```
 */
export function digestOf(bytes: Uint8Array): Digest {
  return bytesToHex(sha256(bytes))
}

/**
 * The CID of bytes as one raw block: CIDv1, codec raw, sha2-256.
 *
 * @example
 * ```ts
 * import { cidOf } from '@aichain/base'
 *
 * cidOf(new TextEncoder().encode('hello'))
 * // 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'
 * ```
 */
export function cidOf(bytes: Uint8Array): Cid {
  return cidFromDigest(digestOf(bytes))
}

/**
 * The raw CID whose multihash holds `digest`. Inverse of {@link digestFromCid}.
 *
 * @example
 * ```ts
 * import { cidFromDigest } from '@aichain/base'
 *
 * cidFromDigest(
 *   '0x2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
 * ) // 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'
 * ```
 */
export function cidFromDigest(digest: Digest): Cid {
  return textOf(CID.createV1(RAW, create(SHA2_256, hexToBytes(digest))))
}

/**
 * The sha2-256 digest inside a CID. Inverse of {@link cidFromDigest} for raw
 * CIDs; of any other codec the result names the block, not the content, so
 * check with {@link isRawCid} what comes from outside.
 *
 * @example
 * ```ts
 * import { digestFromCid } from '@aichain/base'
 *
 * digestFromCid('bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq')
 * // '0x2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'
 * ```
 */
export function digestFromCid(cid: Cid): Digest {
  return bytesToHex(CID.parse(cid).multihash.digest)
}

/**
 * Whether `value` is a sha2-256 CIDv1 of any codec in its canonical text form.
 *
 * @example
 * ```ts
 * import { isCid } from '@aichain/base'
 *
 * isCid('bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354') // true
 * isCid('QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn') // false: version 0
 * ```
 */
export function isCid(value: unknown): value is Cid {
  if (typeof value !== 'string') return false
  const parsed = parseCid(value)
  return parsed.ok && parsed.value === value
}

/**
 * Whether `value` is the canonical text of a raw sha2-256 CID, the only kind
 * that manifests, prompts and outputs have.
 *
 * @example
 * ```ts
 * import { isRawCid } from '@aichain/base'
 *
 * isRawCid('bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq') // true
 * ```
 */
export function isRawCid(value: unknown): value is Cid {
  return isCid(value) && CID.parse(value).code === RAW
}

/**
 * Reads a CID of version 0 or 1 (base32, base36, base58btc) and gives its
 * canonical text.
 *
 * Refused: what is no CID, and any hash but sha2-256. Identity and truncated
 * hashes would let a CID say nothing about its content.
 *
 * @example
 * ```ts
 * import { parseCid } from '@aichain/base'
 *
 * parseCid('QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn')
 * // { ok: true, value: 'bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354' }
 * ```
 */
export function parseCid(text: string): Result<Cid> {
  const cid = tryParse(text)
  if (cid === undefined) return refuse('not a CID')
  const { code, digest } = cid.multihash
  if (code !== SHA2_256) return refuse('its hash is not sha2-256')
  if (digest.length !== 32) return refuse('its digest is not 32 bytes long')
  return accept(textOf(cid))
}

function tryParse(text: string): CID | undefined {
  try {
    return CID.parse(text)
  } catch {
    return undefined
  }
}

function textOf(cid: CID): Cid {
  return cid.toV1().toString() as Cid
}
