import type { Address, Digest } from '@aichain/base'
import {
  type SigningDomain,
  type SigningParameters,
  signingDomain,
} from './typed-data.js'
import { typedDataDigest } from './typed-data-digest.js'

const types = {
  Signer: [
    { name: 'seat', type: 'uint16' },
    { name: 'owner', type: 'address' },
    { name: 'epoch', type: 'uint256' },
  ],
} as const

/** What a seat's new key signs, and for which contract. */
export type SignerParameters = SigningParameters & {
  readonly seat: number
  readonly owner: Address
  /** The next one, from which the key counts. */
  readonly epoch: number
}

/** A new key's word, as `eth_signTypedData_v4` and viem's `signTypedData` take it. */
export type SignerTypedData = {
  readonly domain: SigningDomain
  readonly types: typeof types
  readonly primaryType: 'Signer'
  readonly message: {
    readonly seat: number
    readonly owner: Address
    readonly epoch: bigint
  }
}

/**
 * A new key's word that it will sign for a seat, in the form that a wallet shows
 * and signs, by [EIP-712](https://eips.ethereum.org/EIPS/eip-712).
 * `signerDigest` is its hash.
 *
 * @example
 * ```ts
 * import { type SignerParameters, signerTypedData } from '@aichain/sdk/core'
 * import type { LocalAccount } from 'viem'
 *
 * function agree(newKey: LocalAccount, parameters: SignerParameters) {
 *   return newKey.signTypedData(signerTypedData(parameters))
 * }
 * ```
 */
export function signerTypedData(parameters: SignerParameters): SignerTypedData {
  const { seat, owner, epoch } = parameters
  return {
    domain: signingDomain(parameters),
    types,
    primaryType: 'Signer',
    message: { seat, owner, epoch: BigInt(epoch) },
  }
}

/**
 * What a seat's new key signs. Mirrors `IConsensus.signerDigest`: the EIP-712
 * digest of `Signer(uint16 seat,address owner,uint256 epoch)`. The owner is in
 * it, so that nobody else can enrol the key.
 *
 * @example
 * ```ts
 * import { signerDigest } from '@aichain/sdk/core'
 *
 * const digest = signerDigest({
 *   chainId: 31337,
 *   consensus: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
 *   seat: 4,
 *   owner: '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
 *   epoch: 480_001,
 * })
 * ```
 */
export function signerDigest(parameters: SignerParameters): Digest {
  return typedDataDigest(signerTypedData(parameters))
}
