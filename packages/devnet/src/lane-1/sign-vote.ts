import { strict as assert } from 'node:assert'
import type { Deployment, Digest, TaskId } from '@aichain/sdk'
import {
  type CompactSignature,
  compactSignature,
  equalHex,
  expandSignature,
  voteDigest,
  voteTypedData,
} from '@aichain/sdk/core'
import { type LocalAccount, recoverAddress } from 'viem'
import { accepted } from './accepted.js'

/** What a vote says: the output, and the seal that it belongs to. */
export type Vote = {
  readonly task: TaskId
  readonly output: Digest
  readonly seal: Digest
}

/** Signs a vote as a wallet would, from its typed data. */
export async function signVote(
  account: LocalAccount,
  { chainId, consensus }: Deployment,
  vote: Vote,
): Promise<CompactSignature> {
  const data = voteTypedData({ chainId, consensus, ...vote })
  return accepted(compactSignature(await account.signTypedData(data)))
}

/**
 * Refuses a signature that the contract would not take for this account's: one
 * of them would make the whole settlement fail.
 */
export async function checkVote(
  { address }: LocalAccount,
  { chainId, consensus }: Deployment,
  vote: Vote,
  signature: CompactSignature,
): Promise<void> {
  const recovered = await recoverAddress({
    hash: voteDigest({ chainId, consensus, ...vote }),
    signature: expandSignature(signature),
  })
  assert(equalHex(recovered, address), `${recovered} signed for ${address}`)
}
