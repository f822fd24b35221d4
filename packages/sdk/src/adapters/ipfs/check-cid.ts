import { type Cid, parseCid } from '@aichain/base'
import { CID } from 'multiformats/cid'
import { InvalidCidError } from '../../errors/content.js'

const RAW = 0x55
const DAG_PB = 0x70

/**
 * Refuses what is not the CID of a document: one raw block, sha2-256.
 *
 * Errors: `InvalidCidError`.
 */
export function documentCid(value: Cid): Cid {
  const { cid, codec } = check(value)
  if (codec === RAW) return cid
  throw new InvalidCidError({ value, reason: 'a document is one raw block' })
}

/**
 * Refuses what cannot be the CID of a UnixFS file or folder.
 *
 * Errors: `InvalidCidError`.
 */
export function fileCid(value: Cid): {
  readonly cid: Cid
  readonly isRaw: boolean
} {
  const { cid, codec } = check(value)
  if (codec === RAW || codec === DAG_PB) return { cid, isRaw: codec === RAW }
  const reason = 'a file is raw or dag-pb'
  throw new InvalidCidError({ value, reason })
}

function check(value: Cid) {
  const parsed = parseCid(String(value))
  if (!parsed.ok) throw new InvalidCidError({ value, reason: parsed.reason })
  const { value: cid } = parsed
  if (cid === value) return { cid, codec: CID.parse(cid).code }
  throw new InvalidCidError({ value, reason: `it must be written ${cid}` })
}
