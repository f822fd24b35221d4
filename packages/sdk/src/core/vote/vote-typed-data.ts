import type { Address, Digest } from '@aichain/base'
import type { TaskId } from '../task/task.js'

/** What a member of a committee signs in lane 1, and for which contract. */
export type VoteParameters = {
  readonly chainId: number
  readonly consensus: Address
  readonly task: TaskId
  readonly output: Digest
  /** From `sealOf`; it must hold the signer's own commitment. */
  readonly seal: Digest
}

/** The name in the EIP-712 domain of every consensus contract. */
export const VOTE_DOMAIN_NAME = 'AIChain Consensus'

/** The version in the EIP-712 domain of every consensus contract. */
export const VOTE_DOMAIN_VERSION = '1'

/** A vote, as `eth_signTypedData_v4` and viem's `signTypedData` take it. */
export type VoteTypedData = {
  readonly domain: {
    readonly name: typeof VOTE_DOMAIN_NAME
    readonly version: typeof VOTE_DOMAIN_VERSION
    readonly chainId: number
    readonly verifyingContract: Address
  }
  readonly types: {
    readonly Vote: readonly [
      { readonly name: 'task'; readonly type: 'bytes32' },
      { readonly name: 'output'; readonly type: 'bytes32' },
      { readonly name: 'seal'; readonly type: 'bytes32' },
    ]
  }
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
  const { chainId, consensus, task, output, seal } = parameters
  return {
    domain: {
      name: VOTE_DOMAIN_NAME,
      version: VOTE_DOMAIN_VERSION,
      chainId,
      verifyingContract: consensus,
    },
    types: {
      Vote: [
        { name: 'task', type: 'bytes32' },
        { name: 'output', type: 'bytes32' },
        { name: 'seal', type: 'bytes32' },
      ],
    },
    primaryType: 'Vote',
    message: { task, output, seal },
  }
}
