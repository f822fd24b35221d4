import { cidFromDigest, type Digest, equalHex } from '@aichain/base'
import {
  countMembers,
  hasMember,
  membersOf,
} from '../../../core/encoding/bitmap.js'
import type { CompactSignature } from '../../../core/encoding/compact-signature.js'
import { least } from '../../../core/money/part.js'
import { bountyOf, lieCost, softSlash } from '../../../core/money/slash.js'
import type { LateVote } from '../../../core/settlement/late-vote.js'
import { acknowledgementDigest } from '../../../core/signing/acknowledgement.js'
import { voteDigest } from '../../../core/signing/vote.js'
import { unpackCommittee } from '../../../core/task/committee-word.js'
import type { TaskId } from '../../../core/task/task.js'
import type { Convening } from '../../../core/vote/acknowledgement.js'
import { commitment } from '../../../core/vote/commitment.js'
import type { Contradiction } from '../../../core/vote/contradiction.js'
import { quorum } from '../../../core/vote/quorum.js'
import { sealOf } from '../../../core/vote/seal.js'
import { UNAVAILABLE, votedOutput } from '../../../core/vote/unavailable.js'
import {
  AlreadyClosedError,
  AlreadyConvenedError,
  AlreadyPunishedError,
  InvalidAcknowledgementError,
  InvalidVoteError,
  MalformedSettlementError,
  NoContradictionError,
  NoQuorumError,
  WrongSealError,
} from '../../../errors/contract-settlement.js'
import {
  EmptyDigestError,
  MemberUnknownError,
  TaskAliveError,
} from '../../../errors/contract-tasks.js'
import {
  AlreadyRevealedError,
  CommitClosedError,
  CommitNotOpenError,
  WrongOpeningError,
} from '../../../errors/contract-votes.js'
import type { DecidedTask } from '../../../ports/chain.js'
import { credit } from './accounts.js'
import { drawnOrDraw } from './draws.js'
import { everybodyOf } from './everybody.js'
import { isOfFormer, signerAt, slash } from './stakes.js'
import type {
  ChainState,
  Context,
  SeatState,
  TaskStorage,
  Transition,
} from './state.js'
import { idOf } from './tasks.js'
import {
  decidedTask,
  isDecided,
  openTask,
  refuseDead,
  refuseOtherCommittee,
  windowsOf,
} from './tasks-known.js'
import { type Answered, countLate, noteUnpaid } from './verdicts.js'
import { zeroDigest } from './zero.js'

/** Mirrors `ILateVotes.convene`. */
export function convene(convening: Convening): Transition {
  return (state, context) => {
    const id = idOf(convening.terms, context)
    const task = openTask(state, id)
    const commitments = convening.commitments.map(orNothing)
    checkConvening(id, task, commitments.length, context)
    const seats = drawnOrDraw(id, task, state, context)
    const seal = sealOf(commitments)
    const sealed = { ...convening, commitments }
    const committed = seenBy({ id, task, seats }, sealed, seal, state, context)
    for (const member of membersOf(committed))
      task.ballots[member] = commitments[member]
    task.committed |= committed
    task.isConvened = true
    task.seal = seal
    const type = 'task-convened'
    context.emit({ type, task: id, seal, committed, commitments })
  }
}

/** Mirrors `ILateVotes.addVote`. */
export function addVote(late: LateVote): Transition {
  return (state, context) => {
    const { task: id, member, output } = late
    const task = decidedTask(state, id)
    refuseDead(id, task, context)
    const seats = checkedSeats(id, task, late)
    if (hasMember(task.revealed, member))
      throw new AlreadyRevealedError({ task: id, member })
    const seat = seats[member] as number
    const seal = checkSealed(late, task, seat)
    const vote = { task: id, member, output, seal }
    checkSignature(vote, task, seat, late.vote, state, context)
    const shown = votedOutput(output)
    context.emit({ type: 'vote-added', task: id, member, output: shown })
    countLate({ id, task, seats }, member, output, state, context)
  }
}

/** Mirrors `ILateVotes.punish`. */
export function punish(contradiction: Contradiction): Transition {
  return (state, context) => {
    const { task: id, member, output } = contradiction
    const task = decidedTask(state, id)
    refuseDead(id, task, context)
    const seats = checkedSeats(id, task, contradiction)
    if (output === zeroDigest) throw new EmptyDigestError()
    if (!isLie(task, output, state))
      throw new NoContradictionError({ task: id, member })
    const due =
      lieCost(task, context.parameters) -
      slashedBefore(id, task, member, context)
    const seat = seats[member] as number
    checkSignature(contradiction, task, seat, contradiction, state, context)
    const penalty = isOfFormer(state, seat, task, context)
      ? chargeFormer(id, member, state.seats[seat] as SeatState, due, context)
      : due
    remember(task, member, output, state)
    const { addedAt } = task
    const lost = { task: id, seat, penalty, addedAt, held: true }
    const slashed = slash(state, context, lost)
    noteUnpaid(task, member, due - slashed)
    const bounty = bountyOf(slashed, context.parameters)
    task.held += slashed - bounty
    const { sender: reporter } = context
    credit(state, reporter, bounty)
    const shown = { member, output: cidFromDigest(output), reporter, bounty }
    context.emit({ type: 'member-punished', task: id, ...shown })
  }
}

/** Mirrors `ILateVotes.close`. */
export function close({ task: id, committee }: DecidedTask): Transition {
  return (state, context) => {
    const task = decidedTask(state, id)
    const { deadAt } = windowsOf(task, context)
    if (context.timestamp < deadAt)
      throw new TaskAliveError({ task: id, diesAt: deadAt })
    const unknown = everybodyOf(task) & ~task.revealed
    if (task.isClosed || unknown === 0)
      throw new AlreadyClosedError({ task: id })
    refuseOtherCommittee(id, task, committee)
    const seats = unpackCommittee(committee, task.committeeSize)
    const withheld = unknown & task.committed
    const wasInCourt = !task.isSettled && !task.isConvened
    const absent = wasInCourt ? unknown & ~withheld : 0
    task.isClosed = true
    task.punished |= withheld | absent
    const unclaimed = task.share * BigInt(countMembers(unknown))
    const { parameters } = context
    const take = (guilty: number, penalty: bigint) =>
      slashAll({ id, task, seats }, guilty, penalty, state, context)
    const lies = take(withheld, lieCost(task, parameters))
    const bounty = bountyOf(lies, parameters)
    const slashed = lies + take(absent, softSlash(parameters))
    state.owedSink += unclaimed + slashed - bounty
    credit(state, context.sender, bounty)
    const by = context.sender
    context.emit({ type: 'task-closed', task: id, by, unclaimed, bounty })
  }
}

function orNothing(word: Digest | undefined): Digest | undefined {
  return word === zeroDigest ? undefined : word
}

/** Mirrors `LateVotesPart._checkConvening`. */
function checkConvening(
  task: TaskId,
  storage: TaskStorage,
  commitments: number,
  context: Context,
): void {
  const { startsAt, commitEnd } = windowsOf(storage, context)
  if (context.timestamp < startsAt)
    throw new CommitNotOpenError({ task, opensAt: startsAt })
  if (context.timestamp >= commitEnd)
    throw new CommitClosedError({ task, closedAt: commitEnd })
  if (storage.isConvened || storage.committed !== 0)
    throw new AlreadyConvenedError({ task })
  if (commitments !== storage.committeeSize)
    throw new MalformedSettlementError({ task })
}

/** Mirrors `LateVotesPart._checkAcknowledgements`: what a seal says of anybody else binds nobody. */
function seenBy(
  { id: task, task: storage, seats }: Answered,
  { commitments, acknowledgements }: Convening,
  seal: Digest,
  state: ChainState,
  context: Context,
): number {
  const required = quorum(storage.committeeSize)
  if (acknowledgements.length < required)
    throw new NoQuorumError({ task, required: BigInt(required) })
  const digest = acknowledgementDigest({ ...context, task, seal })
  let seen = 0
  for (const acknowledgement of acknowledgements) {
    const { member } = acknowledgement
    const isSealed = commitments[member] !== undefined
    if (!isSealed || hasMember(seen, member))
      throw new MemberUnknownError({ task, member })
    seen |= 1 << member
    const seat = seats[member] as number
    const signer = signerAt(state, seat, storage, context)
    const recovered = context.recover(digest, acknowledgement)
    if (!equalHex(recovered, signer))
      throw new InvalidAcknowledgementError({ task, member, signer, recovered })
  }
  return seen
}

/** Mirrors `LateVotesPart._checkMember`. */
function checkedSeats(
  id: TaskId,
  task: TaskStorage,
  { committee, member }: Pick<LateVote, 'committee' | 'member'>,
): readonly number[] {
  refuseOtherCommittee(id, task, committee)
  if (member >= task.committeeSize)
    throw new MemberUnknownError({ task: id, member })
  return unpackCommittee(committee, task.committeeSize)
}

/** Mirrors `LateVotesPart._checkSealed`: it was in the seal before any output was known. */
function checkSealed(
  { task: id, member, output, vote, commitments }: LateVote,
  task: TaskStorage,
  seat: number,
): Digest {
  const seal = sealOf(commitments)
  const isWhole = commitments.length === task.committeeSize
  if (!task.seal || !isWhole || seal !== task.seal)
    throw new WrongSealError({
      task: id,
      expected: task.seal ?? zeroDigest,
      actual: seal,
    })
  if (output === zeroDigest) throw new EmptyDigestError()
  const { salt } = vote
  const actual = commitment({ task: id, seat, output, salt })
  const expected = commitments[member] ?? zeroDigest
  if (actual !== expected)
    throw new WrongOpeningError({ task: id, member, expected, actual })
  return seal
}

/** Mirrors `LateVotesPart._checkSignature`. */
function checkSignature(
  vote: {
    readonly task: TaskId
    readonly member: number
    readonly output: Digest
    readonly seal: Digest
  },
  task: TaskStorage,
  seat: number,
  signature: CompactSignature,
  state: ChainState,
  context: Context,
): void {
  const { member, output, seal } = vote
  const signer = signerAt(state, seat, task, context)
  const digest = voteDigest({ ...context, task: vote.task, output, seal })
  const recovered = context.recover(digest, signature)
  if (!equalHex(recovered, signer))
    throw new InvalidVoteError({ task: vote.task, member, signer, recovered })
}

/** Mirrors `LateVotesPart._isLie`: what an appeal found right is none; once it is concluded, the decision is one. */
function isLie(task: TaskStorage, output: Digest, state: ChainState): boolean {
  if (output === UNAVAILABLE) return false
  const appeal = task.appeal && state.tasks.get(task.appeal.task)
  if (isDecided(appeal) && output === appeal.output) return false
  return task.appeal?.overturned || output !== task.output
}

/** Mirrors `LateVotesPart._chargeFormer`: all that a replaced key signed costs one hard slash. */
function chargeFormer(
  task: TaskId,
  member: number,
  seat: SeatState,
  due: bigint,
  { parameters }: Context,
): bigint {
  const left = parameters.hardSlash - seat.costOfFormer
  if (left === 0n) throw new AlreadyPunishedError({ task, member })
  const penalty = least(due, left)
  seat.costOfFormer += penalty
  return penalty
}

/** Mirrors `LateVotesPart._slashedBefore`: who lost an `UNAVAILABLE` pays the rest. */
function slashedBefore(
  id: TaskId,
  task: TaskStorage,
  member: number,
  { parameters }: Context,
): bigint {
  if (!hasMember(task.punished, member)) return 0n
  const isLost =
    !hasMember(task.winners, member) && task.ballots[member] === UNAVAILABLE
  if (!isLost) throw new AlreadyPunishedError({ task: id, member })
  return softSlash(parameters)
}

/** Mirrors `LateVotesPart._remember`: a winner's vote is the one that won. */
function remember(
  task: TaskStorage,
  member: number,
  output: Digest,
  state: ChainState,
): void {
  if (!hasMember(task.revealed, member)) state.owedSink += task.share
  task.revealed |= 1 << member
  task.punished |= 1 << member
  if (!hasMember(task.winners, member)) task.ballots[member] = output
}

function slashAll(
  { id: task, task: { addedAt }, seats }: Answered,
  guilty: number,
  penalty: bigint,
  state: ChainState,
  context: Context,
): bigint {
  return membersOf(guilty).reduce((sum, member) => {
    const seat = seats[member] as number
    return (
      sum + slash(state, context, { task, seat, penalty, addedAt, held: false })
    )
  }, 0n)
}
