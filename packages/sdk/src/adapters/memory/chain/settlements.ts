import { cidFromDigest, type Digest, equalHex } from '@aichain/base'
import { countMembers, hasMember } from '../../../core/encoding/bitmap.js'
import type { CompactSignature } from '../../../core/encoding/compact-signature.js'
import { bounty as bountyOf } from '../../../core/settlement/bounty.js'
import type {
  Settlement,
  SettlementVote,
} from '../../../core/settlement/settlement.js'
import type { TaskId } from '../../../core/task/task.js'
import { commitment } from '../../../core/vote/commitment.js'
import type { Contradiction } from '../../../core/vote/contradiction.js'
import { quorum } from '../../../core/vote/quorum.js'
import { sealOf } from '../../../core/vote/seal.js'
import { UNAVAILABLE } from '../../../core/vote/unavailable.js'
import { voteDigest } from '../../../core/vote/vote-digest.js'
import {
  AlreadyPunishedError,
  InvalidVoteError,
  MalformedSettlementError,
  NoContradictionError,
  NoQuorumError,
  VotesMissingError,
} from '../../../errors/contract-settlement.js'
import {
  EmptyDigestError,
  MemberUnknownError,
} from '../../../errors/contract-tasks.js'
import { committeeOf, writeCommittee } from './committee.js'
import { slash } from './seats.js'
import { isSignedBy } from './signature.js'
import {
  add,
  type ChainState,
  type Context,
  type TaskStorage,
  type Transition,
} from './state.js'
import {
  decidedTask,
  knownTask,
  openTask,
  refund,
  refuseDead,
} from './task-state.js'
import {
  decide,
  hardPenalty,
  punishWrong,
  softPenalty,
  type Verdict,
} from './verdicts.js'
import { zeroAddress, zeroDigest } from './zero.js'

/** Mirrors `IConsensus.settle`. */
export function settle(settlement: Settlement): Transition {
  return (state, context) => {
    const task = openTask(state, settlement.task)
    settleTask(settlement, task, state, context)
  }
}

/** Mirrors `IConsensus.settleMany`: passes over what is closed. */
export function settleMany(settlements: readonly Settlement[]): Transition {
  return (state, context) => {
    for (const settlement of settlements) {
      const task = knownTask(state, settlement.task)
      if (task.state === 'open') settleTask(settlement, task, state, context)
    }
  }
}

/** Mirrors `IConsensus.punish`. */
export function punish(contradiction: Contradiction): Transition {
  return (state, context) => {
    const { task: id, member, output } = contradiction
    const task = decidedTask(state, id)
    checkContradiction(contradiction, task, state, context)
    const penalty = hardPenalty(context) - slashedBefore(id, task, member)
    const seat = committeeOf(id, task, state, context)[member] as number
    checkSignature(contradiction, seat, contradiction, state, context)
    remember(contradiction, task)
    const taken = slash(state, context, id, seat, penalty)
    const bounty = bountyOf({ ...task, slash: taken })
    const { sender: reporter } = context
    state.owedSink += taken - bounty
    add(state.credit, reporter, bounty)
    context.emit({
      type: 'member-punished',
      task: id,
      member,
      output: cidFromDigest(output),
      reporter,
      bounty,
    })
  }
}

function checkContradiction(
  { task: id, member, output }: Contradiction,
  task: TaskStorage,
  state: ChainState,
  context: Context,
): void {
  refuseDead(id, task, context)
  if (member >= task.committeeSize) {
    throw new MemberUnknownError({ task: id, member })
  }
  if (output === zeroDigest) throw new EmptyDigestError()
  // What an appeal found right is no lie either.
  const found = task.appeal && state.tasks.get(task.appeal.task)?.output
  if ([task.output, UNAVAILABLE, found].includes(output)) {
    throw new NoContradictionError({ task: id, member })
  }
}

/** Mirrors `Settlements._slashedBefore`: who was slashed lightly pays the rest. */
function slashedBefore(id: TaskId, task: TaskStorage, member: number): bigint {
  if (!hasMember(task.punished, member)) return 0n
  const isLost =
    hasMember(task.revealed & ~task.winners, member) &&
    task.ballots[member] === UNAVAILABLE
  const isLight = !hasMember(task.committed, member) || isLost
  if (isLight) return softPenalty(task)
  throw new AlreadyPunishedError({ task: id, member })
}

/** Mirrors `Settlements._remember`: a winner's vote is the one that won. */
function remember({ member, output }: Contradiction, task: TaskStorage): void {
  task.punished |= 1 << member
  if (hasMember(task.winners, member)) return
  task.committed |= 1 << member
  task.revealed |= 1 << member
  task.ballots[member] = output
}

/** Mirrors `Settlements._settle`. */
function settleTask(
  settlement: Settlement,
  task: TaskStorage,
  state: ChainState,
  context: Context,
): void {
  const { task: id } = settlement
  refuseDead(id, task, context)
  const voters = votersOf(settlement)
  const verdict = mostPopular(settlement, task.committeeSize)
  refuseIncomplete(settlement, voters, task.committeeSize)
  const seats =
    settlement.absent.length === 0
      ? committeeOf(id, task, state, context)
      : committeeOfSome(settlement, task, state, context)
  const votes = placeVotes(settlement, task.committeeSize)
  const seal = sealOfSettlement(settlement, votes, seats)
  for (const vote of votes) {
    if (!vote) continue
    const seat = seats[vote.member] as number
    checkSignature({ ...vote, task: id, seal }, seat, vote, state, context)
  }
  task.committed |= voters
  task.revealed |= voters
  if (verdict.output === UNAVAILABLE) {
    refund(id, task, state, context)
    return
  }
  const outputs = votes.map((vote) => vote?.output)
  punishWrong(id, task, outputs, verdict.winners, seats, state, context)
  decide(id, task, verdict, seats, state, context)
}

/** Mirrors `Settlements._votersOf`: nobody votes twice, and no output stands twice. */
function votersOf({ task, choices }: Settlement): number {
  let voters = 0
  for (const [index, choice] of choices.entries()) {
    if (choice.output === zeroDigest) throw new EmptyDigestError()
    const isRepeated = choices
      .slice(0, index)
      .some(({ output }) => output === choice.output)
    if ((voters & choice.voters) !== 0 || isRepeated) {
      throw new MalformedSettlementError({ task })
    }
    voters |= choice.voters
  }
  return voters
}

/** Mirrors `Settlements._checkComplete`: one vote or one commitment for each member. */
function refuseIncomplete(
  { task, votes, absent }: Settlement,
  voters: number,
  size: number,
): void {
  const isComplete =
    voters < 1 << size &&
    countMembers(voters) === votes.length &&
    votes.length + absent.length === size
  if (!isComplete) throw new MalformedSettlementError({ task })
}

/** Mirrors `Settlements._committeeOfSome`. */
function committeeOfSome(
  { task: id, votes }: Settlement,
  task: TaskStorage,
  state: ChainState,
  context: Context,
): readonly number[] {
  const until = task.addedAt + context.parameters.exclusiveWindow
  const isRequester = equalHex(context.sender, task.requester)
  if (context.timestamp < until && !isRequester) {
    throw new VotesMissingError({
      task: id,
      votes: BigInt(votes.length),
      required: BigInt(task.committeeSize),
      until,
    })
  }
  return writeCommittee(id, task, state, context)
}

type PlacedVote = SettlementVote & {
  readonly member: number
  readonly output: Digest
}

/** The votes in the order of the members; they come choice by choice. */
function placeVotes(
  { choices, votes }: Settlement,
  size: number,
): (PlacedVote | undefined)[] {
  const placed = Array.from(
    { length: size },
    (): PlacedVote | undefined => undefined,
  )
  let next = 0
  for (const { output, voters } of choices) {
    for (let member = 0; member < size; member += 1) {
      if (!hasMember(voters, member)) continue
      placed[member] = { ...(votes[next] as SettlementVote), member, output }
      next += 1
    }
  }
  return placed
}

/** Mirrors `Settlements._sealOf`. */
function sealOfSettlement(
  { task, absent }: Settlement,
  votes: readonly (PlacedVote | undefined)[],
  seats: readonly number[],
): Digest {
  const left = [...absent]
  return sealOf(
    votes.map((vote, member) =>
      vote
        ? commitment({ ...vote, task, seat: seats[member] as number })
        : left.shift(),
    ),
  )
}

/** Mirrors `Settlements._mostPopular`. */
function mostPopular({ task, choices }: Settlement, size: number): Verdict {
  const required = quorum(size)
  const found = choices.find(({ voters }) => countMembers(voters) >= required)
  if (!found) throw new NoQuorumError({ task, required: BigInt(required) })
  return { output: found.output, winners: found.voters }
}

/** Mirrors `Settlements._checkSignature`. */
function checkSignature(
  vote: {
    readonly task: TaskId
    readonly member: number
    readonly output: Digest
    readonly seal: Digest
  },
  seat: number,
  signature: CompactSignature,
  state: ChainState,
  context: Context,
): void {
  const { task, member } = vote
  const signer = state.seats[seat]?.signer ?? zeroAddress
  const digest = voteDigest({ ...context, ...vote })
  if (isSignedBy(signer, digest, signature)) return
  throw new InvalidVoteError({ task, member, signer, recovered: zeroAddress })
}
