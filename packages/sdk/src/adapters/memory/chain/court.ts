import { type Digest, equalHex } from '@aichain/base'
import {
  countMembers,
  hasMember,
  membersOf,
} from '../../../core/encoding/bitmap.js'
import { keptOf, lieCost } from '../../../core/money/slash.js'
import type { TaskId } from '../../../core/task/task.js'
import { commitment as commitmentOf } from '../../../core/vote/commitment.js'
import { quorum } from '../../../core/vote/quorum.js'
import { UNAVAILABLE, votedOutput } from '../../../core/vote/unavailable.js'
import { NotSeatSignerError } from '../../../errors/contract-seats.js'
import { AlreadyConvenedError } from '../../../errors/contract-settlement.js'
import {
  EmptyDigestError,
  MemberUnknownError,
  TaskNotOpenError,
} from '../../../errors/contract-tasks.js'
import {
  AlreadyCommittedError,
  AlreadyRevealedError,
  CommitClosedError,
  CommitNotOpenError,
  NotCommittedError,
  NotFinalizableError,
  RevealClosedError,
  RevealNotOpenError,
  WrongOpeningError,
} from '../../../errors/contract-votes.js'
import { ballotBox } from './ballot-box.js'
import { drawnOrDraw } from './draws.js'
import { everybodyOf } from './everybody.js'
import { signerAt, slash } from './stakes.js'
import type { ChainState, Context, TaskStorage, Transition } from './state.js'
import { isDecided, knownTask, openTask, windowsOf } from './tasks-known.js'
import { undecide } from './undecide.js'
import {
  type Answered,
  countLate,
  decide,
  refundUnavailable,
  tallyRevealed,
} from './verdicts.js'
import { zeroDigest } from './zero.js'

/** Mirrors `ICourt.drawAndCommit`: `commit` is the same once the committee is written down. */
export function commit(
  id: TaskId,
  member: number,
  commitment: Digest,
): Transition {
  return (state, context) => {
    const task = openTask(state, id)
    checkCommitting(id, task, member, commitment, context)
    const seats = drawnOrDraw(id, task, state, context)
    const seat = seats[member] as number
    const { sender: caller } = context
    if (!equalHex(caller, signerAt(state, seat, task, context)))
      throw new NotSeatSignerError({ seat, caller })
    if (task.isConvened) throw new AlreadyConvenedError({ task: id })
    if (hasMember(task.committed, member))
      throw new AlreadyCommittedError({ task: id, member })
    task.committed |= 1 << member
    task.ballots[member] = commitment
    context.emit({ type: 'vote-committed', task: id, member, commitment })
  }
}

/** Mirrors `ICourt.reveal`: a quorum decides at once; who comes after it is paid, or slashed. */
export function reveal(
  id: TaskId,
  member: number,
  output: Digest,
  salt: Digest,
): Transition {
  return (state, context) => {
    const task = knownTask(state, id)
    if (task.state === 'undecided')
      throw new TaskNotOpenError({ task: id, state: task.state })
    checkRevealing(id, task, member, context)
    if (output === zeroDigest) throw new EmptyDigestError()
    // Who committed has a committee that is written down.
    const seats = task.drawn as readonly number[]
    const seat = seats[member] as number
    const expected = task.ballots[member] as Digest
    const actual = commitmentOf({ task: id, seat, output, salt })
    if (actual !== expected)
      throw new WrongOpeningError({ task: id, member, expected, actual })
    task.ballots[member] = output
    const shown = votedOutput(output)
    context.emit({ type: 'vote-revealed', task: id, member, output: shown })
    const answered = { id, task, seats }
    if (isDecided(task)) countLate(answered, member, output, state, context)
    else {
      task.revealed |= 1 << member
      count(answered, state, context)
    }
  }
}

/** Mirrors `ICourt.finalize`. */
export function finalize(id: TaskId): Transition {
  return (state, context) => {
    const task = openTask(state, id)
    const { revealEnd } = windowsOf(task, context)
    const isComplete = task.revealed === everybodyOf(task)
    if (!isComplete && context.timestamp < revealEnd)
      throw new NotFinalizableError({ task: id, finalizableAt: revealEnd })
    if (task.committed === 0) {
      undecide(id, task, { kept: 0n, paid: 0 }, state, context)
      return
    }
    // A sealed vote that stays sealed is a wrong one, unless nobody revealed: then it was the chain that failed.
    const withheld = task.revealed === 0 ? 0 : task.committed & ~task.revealed
    const kept = keptOf(task, context.parameters)
    task.punished |= withheld
    undecide(id, task, { kept, paid: 0 }, state, context)
    state.owedSink += kept + slashWithheld(id, task, withheld, state, context)
  }
}

function checkCommitting(
  task: TaskId,
  storage: TaskStorage,
  member: number,
  commitment: Digest,
  context: Context,
): void {
  const { startsAt, commitEnd } = windowsOf(storage, context)
  if (context.timestamp < startsAt)
    throw new CommitNotOpenError({ task, opensAt: startsAt })
  if (context.timestamp >= commitEnd)
    throw new CommitClosedError({ task, closedAt: commitEnd })
  if (member >= storage.committeeSize)
    throw new MemberUnknownError({ task, member })
  if (commitment === zeroDigest) throw new EmptyDigestError()
}

function checkRevealing(
  task: TaskId,
  storage: TaskStorage,
  member: number,
  context: Context,
): void {
  if (member >= storage.committeeSize)
    throw new MemberUnknownError({ task, member })
  const { commitEnd, revealEnd } = windowsOf(storage, context)
  const { isConvened, committed, revealed } = storage
  const isOver =
    isConvened ||
    committed === everybodyOf(storage) ||
    context.timestamp >= commitEnd
  if (!isOver) throw new RevealNotOpenError({ task, opensAt: commitEnd })
  if (context.timestamp >= revealEnd)
    throw new RevealClosedError({ task, closedAt: revealEnd })
  if (!hasMember(committed, member))
    throw new NotCommittedError({ task, member })
  if (hasMember(revealed, member))
    throw new AlreadyRevealedError({ task, member })
}

/** Mirrors `Court._count`: decides as soon as a quorum agrees. */
function count(answered: Answered, state: ChainState, context: Context): void {
  const { task } = answered
  const needed = quorum(task.committeeSize)
  if (countMembers(task.revealed) < needed) return
  const box = ballotBox()
  tallyRevealed(answered, box, state, context)
  const found = box.decide(needed)
  if (!found) return
  if (found.output === UNAVAILABLE)
    refundUnavailable(answered, found.voters, state, context)
  else decide(answered, box, found, state, context)
}

function slashWithheld(
  id: TaskId,
  task: TaskStorage,
  withheld: number,
  state: ChainState,
  context: Context,
): bigint {
  const penalty = lieCost(task, context.parameters)
  const { addedAt, drawn } = task
  return membersOf(withheld).reduce((sum, member) => {
    const seat = drawn?.[member] as number
    const lost = { task: id, seat, penalty, addedAt, held: false }
    return sum + slash(state, context, lost)
  }, 0n)
}
