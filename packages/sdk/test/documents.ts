import { type Cid, cidFromDigest } from '@aichain/base'
import { keccakWords } from '../src/core/encoding/keccak.js'

/** The CID of a document, made of a number. */
export function documentCid(value: number): Cid {
  return cidFromDigest(keccakWords(value))
}
