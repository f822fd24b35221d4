import { randomBytes } from 'node:crypto'
import type { Digest } from '@aichain/sdk'
import { bytesToHex } from '@aichain/sdk/core'

/** 16 bytes that nobody can guess and 16 zero bytes, which are cheaper to send. */
export function freshSalt(): Digest {
  return bytesToHex(Uint8Array.from([...randomBytes(16), ...zeros]))
}

const zeros = new Uint8Array(16)
