import type { Deployment, Digest, TaskId } from '@aichain/sdk'
import {
  commitment,
  type SettlementParameters,
  type SignedVote,
  sealOf,
} from '@aichain/sdk/core'
import type { LocalAccount } from 'viem'
import { freshSalt } from './fresh-salt.js'
import { checkVote, signVote } from './sign-vote.js'

/** A member of a committee, and what it says. */
export type LaneOneMember = {
  readonly seat: number
  /** The key that holds the seat. */
  readonly account: LocalAccount
  /** Digest of its output; `undefined` for a member that says nothing. */
  readonly output: Digest | undefined
}

/** A committee's signed votes, and the seal that they name. */
export type CollectedVotes = SettlementParameters & { readonly seal: Digest }

type SealedVote = Pick<SignedVote, 'member' | 'output' | 'salt'> & {
  readonly account: LocalAccount
  readonly commitment: Digest
}

/**
 * Has a committee vote off-chain, in the two rounds of lane 1.
 *
 * First every member gives a commitment, and all of them make the seal. Only
 * then are outputs and salts shown, with a signature that names the seal: who
 * copies an output now has no commitment in it.
 *
 * One process holds all keys here, so what is a message between nodes is a
 * value between functions.
 */
export async function collectVotes(parameters: {
  readonly deployment: Deployment
  readonly task: TaskId
  /** In the order of the draw. */
  readonly members: readonly LaneOneMember[]
}): Promise<CollectedVotes> {
  const { deployment, task, members } = parameters
  const sealed = members.map((one, member) => sealVote(task, one, member))
  const commitments = sealed.map((vote) => vote?.commitment)
  const seal = sealOf(commitments)
  const votes = await Promise.all(
    sealed
      .filter((vote) => vote !== undefined)
      .map((vote) => openVote(deployment, { task, seal }, vote)),
  )
  const committee = members.map(({ seat }) => seat)
  return { task, committee, commitments, votes, seal }
}

/** The first round: `undefined` from a member that says nothing. */
function sealVote(
  task: TaskId,
  { seat, account, output }: LaneOneMember,
  member: number,
): SealedVote | undefined {
  if (output === undefined) return undefined
  const salt = freshSalt()
  const sealed = commitment({ task, seat, output, salt })
  return { member, account, output, salt, commitment: sealed }
}

/** The second round. */
async function openVote(
  deployment: Deployment,
  round: { readonly task: TaskId; readonly seal: Digest },
  { member, account, output, salt }: SealedVote,
): Promise<SignedVote> {
  const vote = { ...round, output }
  const signature = await signVote(account, deployment, vote)
  await checkVote(account, deployment, vote, signature)
  return { member, output, salt, ...signature }
}
