import type { Digest } from '@aichain/base'
import type { TaskId } from '../task/task.js'
import {
  type SigningDomain,
  type SigningParameters,
  signingDomain,
} from './typed-data.js'
import { typedDataDigest } from './typed-data-digest.js'

const types = {
  Acknowledgement: [
    { name: 'task', type: 'bytes32' },
    { name: 'seal', type: 'bytes32' },
  ],
} as const

/** What a member signs that saw its own commitment in a seal, and for which contract. */
export type AcknowledgementParameters = SigningParameters & {
  readonly task: TaskId
  readonly seal: Digest
}

/** An acknowledgement, as `eth_signTypedData_v4` and viem's `signTypedData` take it. */
export type AcknowledgementTypedData = {
  readonly domain: SigningDomain
  readonly types: typeof types
  readonly primaryType: 'Acknowledgement'
  readonly message: { readonly task: TaskId; readonly seal: Digest }
}

/**
 * An acknowledgement in the form that a wallet shows and signs, by
 * [EIP-712](https://eips.ethereum.org/EIPS/eip-712). `acknowledgementDigest` is
 * its hash.
 *
 * @example
 * ```ts
 * import { type AcknowledgementParameters, acknowledgementTypedData } from '@aichain/sdk/core'
 * import type { LocalAccount } from 'viem'
 *
 * function sign(account: LocalAccount, seen: AcknowledgementParameters) {
 *   return account.signTypedData(acknowledgementTypedData(seen))
 * }
 * ```
 */
export function acknowledgementTypedData(
  parameters: AcknowledgementParameters,
): AcknowledgementTypedData {
  const { task, seal } = parameters
  return {
    domain: signingDomain(parameters),
    types,
    primaryType: 'Acknowledgement',
    message: { task, seal },
  }
}

/**
 * What a member signs that saw its own commitment in a seal. Mirrors
 * `IConsensus.acknowledgementDigest`: the EIP-712 digest of
 * `Acknowledgement(bytes32 task,bytes32 seal)`.
 *
 * @example
 * ```ts
 * import { acknowledgementDigest } from '@aichain/sdk/core'
 *
 * const digest = acknowledgementDigest({
 *   chainId: 31337,
 *   consensus: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
 *   task: `0x${'11'.repeat(32)}`,
 *   seal: `0x${'33'.repeat(32)}`,
 * })
 * ```
 */
export function acknowledgementDigest(
  parameters: AcknowledgementParameters,
): Digest {
  return typedDataDigest(acknowledgementTypedData(parameters))
}
