import type { Digest } from '@aichain/base'
import type { TaskId } from '../task/task.js'
import {
  type SigningDomain,
  type SigningParameters,
  signingDomain,
} from './typed-data.js'
import { typedDataDigest } from './typed-data-digest.js'

const types = {
  Vote: [
    { name: 'task', type: 'bytes32' },
    { name: 'output', type: 'bytes32' },
    { name: 'seal', type: 'bytes32' },
  ],
} as const

/** What a member of a committee signs in lane 1, and for which contract. */
export type VoteParameters = SigningParameters & {
  readonly task: TaskId
  readonly output: Digest
  /** From `sealOf`; it must hold the signer's own commitment. */
  readonly seal: Digest
}

/** A vote, as `eth_signTypedData_v4` and viem's `signTypedData` take it. */
export type VoteTypedData = {
  readonly domain: SigningDomain
  readonly types: typeof types
  readonly primaryType: 'Vote'
  readonly message: {
    readonly task: TaskId
    readonly output: Digest
    readonly seal: Digest
  }
}

/**
 * A vote in the form that a wallet shows and signs, by
 * [EIP-712](https://eips.ethereum.org/EIPS/eip-712). `voteDigest` is its hash.
 *
 * @example
 * ```ts
 * import { type VoteParameters, voteTypedData } from '@aichain/sdk/core'
 * import type { LocalAccount } from 'viem'
 *
 * function sign(account: LocalAccount, vote: VoteParameters) {
 *   return account.signTypedData(voteTypedData(vote))
 * }
 * ```
 */
export function voteTypedData(parameters: VoteParameters): VoteTypedData {
  const { task, output, seal } = parameters
  return {
    domain: signingDomain(parameters),
    types,
    primaryType: 'Vote',
    message: { task, output, seal },
  }
}

/**
 * What a member of a committee signs in lane 1. Mirrors
 * `IConsensus.voteDigest`: the
 * [EIP-712](https://eips.ethereum.org/EIPS/eip-712) digest of
 * `Vote(bytes32 task,bytes32 output,bytes32 seal)`. Its domain names the chain
 * and the contract, so that a vote means nothing on another deployment.
 *
 * @example
 * ```ts
 * import { voteDigest } from '@aichain/sdk/core'
 *
 * const digest = voteDigest({
 *   chainId: 31337,
 *   consensus: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
 *   task: `0x${'11'.repeat(32)}`,
 *   output: `0x${'22'.repeat(32)}`,
 *   seal: `0x${'33'.repeat(32)}`,
 * })
 * ```
 */
export function voteDigest(parameters: VoteParameters): Digest {
  return typedDataDigest(voteTypedData(parameters))
}
