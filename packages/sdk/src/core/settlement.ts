import { commitment } from './commitment.js'
import { type CompactSignature, hasLowS } from './compact-signature.js'
import { type Digest, equalHex } from './hex.js'
import { quorum } from './quorum.js'
import { accept, type Result, refuse } from './result.js'
import { tally } from './tally.js'
import type { TaskId } from './task.js'

/** A vote as the contract's `settle` takes it. */
export type SettlementVote = CompactSignature & {
  readonly output: Digest
  readonly salt: Digest
}

/** A vote, and whose it is. */
export type MemberVote = SettlementVote & {
  /** Position in the committee, from 0. */
  readonly member: number
}

/** What a settlement is made of. */
export type SettlementParameters = {
  readonly task: TaskId
  /** The drawn seats, in the order of the draw. */
  readonly committee: readonly number[]
  /** What the seal holds of each member, in the same order; `undefined` if nothing. */
  readonly commitments: readonly (Digest | undefined)[]
  /** In any order. */
  readonly votes: readonly MemberVote[]
}

/** The argument of the contract's `settle`. */
export type Settlement = {
  readonly task: TaskId
  /** Bit m is set when `votes` holds the vote of member m. */
  readonly voters: number
  /** In the order of the members. */
  readonly votes: readonly SettlementVote[]
  /** Commitments of all other members, in their order; zero for a member that sealed nothing. */
  readonly absent: readonly Digest[]
}

/** No commitment, and no output either. */
const EMPTY: Digest =
  '0x0000000000000000000000000000000000000000000000000000000000000000'

/**
 * Puts together what the contract's `settle` takes, from the votes of a
 * committee and the commitments that their seal holds. The contract builds the
 * same seal out of it and finds who signed each vote with that seal.
 * **Signatures are not checked here**: recover each signer before.
 *
 * Refused: commitments that are not one for each member; a vote of nobody in
 * the committee, of a member that votes twice, for the empty digest, with a
 * signature that the contract does not recover, that the seal has no commitment
 * to, or that opens another commitment; votes among which no output has a
 * quorum of the whole committee. One such vote would make the whole transaction
 * fail: leave it out.
 *
 * @example
 * ```ts
 * import { type SettlementParameters, settlement } from '@aichain/sdk/core'
 *
 * function describe(parameters: SettlementParameters): string {
 *   const built = settlement(parameters)
 *   if (!built.ok) return `cannot be settled: ${built.reason}`
 *   return `${built.value.votes.length} votes, ${built.value.absent.length} absent`
 * }
 * ```
 */
export function settlement(
  parameters: SettlementParameters,
): Result<Settlement> {
  const { task, committee, commitments } = parameters
  if (commitments.length !== committee.length)
    return refuse(
      `${commitments.length} commitments of a committee of ${committee.length}`,
    )
  const placed = placeVotes(parameters)
  if (!placed.ok) return placed
  const members = committee.map((_, member) => placed.value.get(member))
  const reason = findNoQuorum(members)
  if (reason !== undefined) return refuse(reason)
  return accept({
    task,
    voters: bitmapOf([...placed.value.keys()]),
    votes: members.filter((vote) => vote !== undefined),
    absent: commitments
      .filter((_, member) => members[member] === undefined)
      .map((sealed) => sealed ?? EMPTY),
  })
}

/** The votes by member, if each may be counted. */
function placeVotes(
  parameters: SettlementParameters,
): Result<Map<number, SettlementVote>> {
  const placed = new Map<number, SettlementVote>()
  for (const vote of parameters.votes) {
    const { member, output, salt, r, vs } = vote
    if (placed.has(member)) return refuse(`member ${member} votes twice`)
    const reason = findFaultInVote(parameters, vote)
    if (reason !== undefined) return refuse(`member ${member} ${reason}`)
    placed.set(member, { output, salt, r, vs })
  }
  return accept(placed)
}

function findFaultInVote(
  { task, committee, commitments }: SettlementParameters,
  vote: MemberVote,
): string | undefined {
  const { member, output, salt } = vote
  const seat = committee[member]
  if (seat === undefined)
    return `is not of the committee of ${committee.length}`
  if (output === EMPTY) return 'votes for the empty digest'
  if (!hasLowS(vote)) return 'signed with an s in the upper half of the order'
  const sealed = commitments[member] ?? EMPTY
  if (sealed === EMPTY) return 'votes, but the seal has nothing of it'
  const opened = commitment({ task, seat, output, salt })
  return equalHex(opened, sealed)
    ? undefined
    : `opens ${opened}, but sealed ${sealed}`
}

function findNoQuorum(
  members: readonly (SettlementVote | undefined)[],
): string | undefined {
  const outputs = members.map((vote) => vote?.output)
  if (tally(outputs, members.length).type !== 'undecided') return undefined
  return `no output has the ${quorum(members.length)} votes of a quorum`
}

function bitmapOf(members: readonly number[]): number {
  return members.reduce((bitmap, member) => bitmap | (1 << member), 0)
}
