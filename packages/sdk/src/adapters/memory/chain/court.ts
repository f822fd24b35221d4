import { type Digest, equalHex } from '@aichain/base'
import { hasMember } from '../../../core/encoding/bitmap.js'
import type { TaskId } from '../../../core/task/task.js'
import { commitment as commitmentOf } from '../../../core/vote/commitment.js'
import { votedOutput } from '../../../core/vote/unavailable.js'
import { NotSeatSignerError } from '../../../errors/contract-seats.js'
import {
  EmptyDigestError,
  MemberUnknownError,
} from '../../../errors/contract-tasks.js'
import {
  AlreadyCommittedError,
  AlreadyRevealedError,
  CommitClosedError,
  NotCommittedError,
  NotFinalizableError,
  RevealClosedError,
  RevealNotOpenError,
  WrongOpeningError,
} from '../../../errors/contract-votes.js'
import { close } from './closing.js'
import { writeCommittee } from './committee.js'
import type { Context, TaskStorage, Transition } from './state.js'
import {
  commitEndOf,
  deadAt,
  openTask,
  refund,
  revealEndOf,
} from './task-state.js'
import { zeroDigest } from './zero.js'

/** Mirrors `IConsensus.commit`. */
export function commit(
  id: TaskId,
  member: number,
  commitment: Digest,
): Transition {
  return (state, context) => {
    const task = openTask(state, id)
    refuseLateCommit(id, task, context)
    if (member >= task.committeeSize) {
      throw new MemberUnknownError({ task: id, member })
    }
    if (commitment === zeroDigest) throw new EmptyDigestError()
    const drawn = task.drawn ?? writeCommittee(id, task, state, context)
    const seat = drawn[member] as number
    if (!equalHex(state.seats[seat]?.signer ?? '0x', context.sender)) {
      throw new NotSeatSignerError({ seat, caller: context.sender })
    }
    if (hasMember(task.committed, member)) {
      throw new AlreadyCommittedError({ task: id, member })
    }
    task.committed |= 1 << member
    task.ballots[member] = commitment
    context.emit({ type: 'vote-committed', task: id, member, commitment })
  }
}

/** Mirrors `IConsensus.reveal`: the last one closes the task. */
export function reveal(
  id: TaskId,
  member: number,
  output: Digest,
  salt: Digest,
): Transition {
  return (state, context) => {
    const task = openTask(state, id)
    checkReveal(id, task, member, context)
    if (output === zeroDigest) throw new EmptyDigestError()
    const seat = task.drawn?.[member] as number
    const expected = task.ballots[member] as Digest
    const actual = commitmentOf({ task: id, seat, output, salt })
    if (actual !== expected) {
      throw new WrongOpeningError({ task: id, member, expected, actual })
    }
    task.revealed |= 1 << member
    task.ballots[member] = output
    const shown = votedOutput(output)
    context.emit({ type: 'vote-revealed', task: id, member, output: shown })
    if (task.revealed === task.committed) close(id, task, state, context)
  }
}

/** Mirrors `IConsensus.finalize`. */
export function finalize(id: TaskId): Transition {
  return (state, context) => {
    const task = openTask(state, id)
    const { timestamp } = context
    const revealEnd = revealEndOf(task, context)
    const isComplete =
      commitsAreOver(task, context) && task.revealed === task.committed
    if (!isComplete && timestamp < revealEnd) {
      const end = task.committed === 0 ? commitEndOf(task, context) : revealEnd
      throw new NotFinalizableError({ task: id, finalizableAt: end })
    }
    const isDead = timestamp >= deadAt(task, context)
    if (isDead) refund(id, task, state, context)
    else close(id, task, state, context)
  }
}

function checkReveal(
  task: TaskId,
  storage: TaskStorage,
  member: number,
  context: Context,
): void {
  if (member >= storage.committeeSize) {
    throw new MemberUnknownError({ task, member })
  }
  if (!commitsAreOver(storage, context)) {
    const opensAt = commitEndOf(storage, context)
    throw new RevealNotOpenError({ task, opensAt })
  }
  const revealEnd = revealEndOf(storage, context)
  if (context.timestamp >= revealEnd) {
    throw new RevealClosedError({ task, closedAt: revealEnd })
  }
  if (!hasMember(storage.committed, member)) {
    throw new NotCommittedError({ task, member })
  }
  if (hasMember(storage.revealed, member)) {
    throw new AlreadyRevealedError({ task, member })
  }
}

function refuseLateCommit(
  task: TaskId,
  storage: TaskStorage,
  context: Context,
): void {
  const end = commitEndOf(storage, context)
  if (context.timestamp < end) return
  throw new CommitClosedError({ task, closedAt: end })
}

function commitsAreOver(task: TaskStorage, context: Context): boolean {
  const everybody = (1 << task.committeeSize) - 1
  const isOver = context.timestamp >= commitEndOf(task, context)
  return task.committed === everybody || isOver
}
