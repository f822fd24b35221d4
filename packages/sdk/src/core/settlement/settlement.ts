import {
  accept,
  type Digest,
  equalHex,
  isDigest,
  type Result,
  refuse,
} from '@aichain/base'
import { hasMember } from '../encoding/bitmap.js'
import {
  type CompactSignature,
  hasLowS,
} from '../encoding/compact-signature.js'
import type { TaskId, Terms } from '../task/task.js'
import { commitment } from '../vote/commitment.js'
import { quorum } from '../vote/quorum.js'
import { tally } from '../vote/tally.js'

/** What opens a commitment, and the signature of the member that made it. */
export type SettlementVote = CompactSignature & { readonly salt: Digest }

/** A vote, whose it is, and what for. */
export type SignedVote = SettlementVote & {
  /** Position in the committee, from 0. */
  readonly member: number
  readonly output: Digest
}

/** An output, and who gave it. */
export type SettlementChoice = {
  readonly output: Digest
  /** Bit m is set when member m voted for it. */
  readonly voters: number
}

/** What a settlement is made of. */
export type SettlementParameters = {
  readonly task: TaskId
  /** Of the task, as `task-added` tells them. */
  readonly terms: Terms
  /** The drawn seats, in the order of the draw. */
  readonly committee: readonly number[]
  /** What the seal holds of each member, in the same order; `undefined` if nothing. */
  readonly commitments: readonly (Digest | undefined)[]
  /** In any order. */
  readonly votes: readonly SignedVote[]
  /** What the court knows of each member already, in the same order: it counts, too. */
  readonly revealed?: readonly (Digest | undefined)[] | undefined
}

/** The argument of the contract's `settle`. */
export type Settlement = {
  readonly terms: Terms
  /** Each output that was given, once. */
  readonly choices: readonly SettlementChoice[]
  /** Choice by choice, each in the order of the members. */
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
 * the committee, of a member that votes twice, for the empty digest, with words that
 * are not 32 bytes, with a
 * signature that the contract does not recover, that the seal has no commitment
 * to, or that opens another commitment; votes among which, with those that the
 * court knows, no output has a quorum of the whole committee. One such vote would
 * make the whole transaction fail: leave it out. Members left out may bring their
 * votes later; once reveals are over, nobody who sealed one may be left out.
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
  const { terms, committee, commitments } = parameters
  if (commitments.length !== committee.length)
    return refuse(
      `${commitments.length} commitments of a committee of ${committee.length}`,
    )
  const placed = placeVotes(parameters)
  if (!placed.ok) return placed
  const reason = findNoQuorum(placed.value, parameters.revealed)
  if (reason !== undefined) return refuse(reason)
  const choices = choicesOf(placed.value)
  return accept({
    terms,
    choices,
    votes: choices.flatMap(({ voters }) => votesOf(placed.value, voters)),
    absent: commitments
      .filter((_, member) => placed.value[member] === undefined)
      .map((sealed) => sealed ?? EMPTY),
  })
}

/** One place for each member, in order; `undefined` for a member without vote. */
type Votes = readonly (SignedVote | undefined)[]

/** The votes in the order of the members, if each may be counted. */
function placeVotes(parameters: SettlementParameters): Result<Votes> {
  const placed = new Map<number, SignedVote>()
  for (const vote of parameters.votes) {
    const { member } = vote
    if (placed.has(member)) return refuse(`member ${member} votes twice`)
    const reason = findFaultInVote(parameters, vote)
    if (reason !== undefined) return refuse(`member ${member} ${reason}`)
    placed.set(member, vote)
  }
  return accept(parameters.committee.map((_, member) => placed.get(member)))
}

function findFaultInVote(
  { task, committee, commitments }: SettlementParameters,
  vote: SignedVote,
): string | undefined {
  const { member, output, salt, r, vs } = vote
  const seat = committee[member]
  if (seat === undefined)
    return `is not of the committee of ${committee.length}`
  if (![output, salt, r, vs].every((word) => isDigest(word)))
    return 'votes with something that is not 32 bytes in lower-case digits'
  if (output === EMPTY) return 'votes for the empty digest'
  if (!hasLowS(vote)) return 'signed with an s in the upper half of the order'
  const sealed = commitments[member] ?? EMPTY
  if (sealed === EMPTY) return 'votes, but the seal has nothing of it'
  const opened = commitment({ task, seat, output, salt })
  return equalHex(opened, sealed)
    ? undefined
    : `opens ${opened}, but sealed ${sealed}`
}

/** What was opened in the court counts, whatever else its member signed. */
function findNoQuorum(
  votes: Votes,
  revealed: SettlementParameters['revealed'] = [],
): string | undefined {
  const outputs = votes.map((vote, member) => revealed[member] ?? vote?.output)
  if (tally(outputs, votes.length).type !== 'undecided') return undefined
  return `no output has the ${quorum(votes.length)} votes of a quorum`
}

/** The contract reads each output once, however many gave it. */
function choicesOf(votes: Votes): SettlementChoice[] {
  const voters = new Map<Digest, number>()
  for (const [member, vote] of votes.entries())
    if (vote !== undefined)
      voters.set(vote.output, (voters.get(vote.output) ?? 0) | (1 << member))
  return [...voters].map(([output, bitmap]) => ({ output, voters: bitmap }))
}

function votesOf(votes: Votes, voters: number): SettlementVote[] {
  return votes
    .filter((vote) => vote !== undefined)
    .filter(({ member }) => hasMember(voters, member))
    .map(({ salt, r, vs }) => ({ salt, r, vs }))
}
