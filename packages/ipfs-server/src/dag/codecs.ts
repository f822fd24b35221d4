import * as dagCbor from '@ipld/dag-cbor'
import * as dagJson from '@ipld/dag-json'
import * as dagPb from '@ipld/dag-pb'
import type { BlockCodec } from 'multiformats'
import { createUnsafe } from 'multiformats/block'
import type { CID } from 'multiformats/cid'
import * as raw from 'multiformats/codecs/raw'
import { sha256, sha512 } from 'multiformats/hashes/sha2'
import { RequestError } from '../errors/request.js'

type Codec = BlockCodec<number, unknown>

const codecs = [raw, dagPb, dagCbor, dagJson] as unknown as readonly Codec[]
const hashers = [sha256, sha512]

/** The codec of this name, such as `dag-cbor`. */
export function codecNamed(name: string): Codec {
  const codec = codecs.find((candidate) => candidate.name === name)
  if (codec) return codec
  throw new RequestError(`unknown multicodec: "${name}"`)
}

/** The codec of a CID, where the server knows it. */
export function codecOf(cid: CID): Codec | undefined {
  return codecs.find(({ code }) => code === cid.code)
}

/** The hash function of this name, such as `sha2-256`. */
export function hasherNamed(name: string) {
  const hasher = hashers.find((candidate) => candidate.name === name)
  if (hasher) return hasher
  throw new RequestError(`unrecognized multihash function: ${name}`)
}

/** Whether the bytes hash to the CID. Hashes that are not known do not. */
export async function isBlockOf(cid: CID, bytes: Uint8Array): Promise<boolean> {
  const { code, digest } = cid.multihash
  const hasher = hashers.find((candidate) => candidate.code === code)
  if (!hasher) return false
  const actual = await hasher.digest(bytes)
  return Buffer.compare(actual.digest, digest) === 0
}

/** The CIDs that a block links to, in order. An unknown codec links to none. */
export function linksOf(cid: CID, bytes: Uint8Array): CID[] {
  const codec = codecOf(cid)
  if (!codec) return []
  const block = createUnsafe({ cid, bytes, codec })
  return Array.from(block.links(), ([, link]) => link as CID)
}
