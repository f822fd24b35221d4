import { generateKeyPairSync } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { base58btc } from 'multiformats/bases/base58'
import { identity } from 'multiformats/hashes/identity'
import { writeFileAtomically } from './write-file.js'

/** Who the server says it is. */
export type Identity = {
  /** A libp2p peer id, such as `12D3KooW…`. */
  readonly peerId: string
  /** The public key in libp2p's encoding, base64. */
  readonly publicKey: string
}

/** Protobuf fields `type: Ed25519` and `data`, 32 bytes. */
const ED25519_PREFIX = Uint8Array.of(0x08, 0x01, 0x12, 0x20)

/**
 * The identity kept in the folder, or a new one. Clients parse the peer id,
 * but the server talks to no peers and signs nothing, so the private key is
 * thrown away.
 *
 * @see {@link https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md}
 */
export async function openIdentity(folder?: string): Promise<Identity> {
  if (folder === undefined) return identityOf(newPublicKey())
  const path = join(folder, 'public-key')
  try {
    return identityOf(Buffer.from(await readFile(path, 'utf8'), 'base64'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const key = newPublicKey()
    await writeFileAtomically(path, Buffer.from(key).toString('base64'))
    return identityOf(key)
  }
}

function newPublicKey(): Uint8Array {
  const { publicKey } = generateKeyPairSync('ed25519')
  const { x } = publicKey.export({ format: 'jwk' })
  return Buffer.concat([ED25519_PREFIX, Buffer.from(String(x), 'base64url')])
}

function identityOf(publicKey: Uint8Array): Identity {
  const { bytes } = identity.digest(publicKey)
  return {
    peerId: base58btc.encode(bytes).slice(1),
    publicKey: Buffer.from(publicKey).toString('base64'),
  }
}
