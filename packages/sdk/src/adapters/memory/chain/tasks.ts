import { hasMember } from '../../../core/bitmap.js'
import { cidFromDigest } from '../../../core/cid.js'
import { commitment as commitmentOf } from '../../../core/commitment.js'
import { type Digest, equalHex } from '../../../core/hex.js'
import type { TaskId } from '../../../core/task.js'
import { taskId } from '../../../core/task-id.js'
import {
  AlreadyCommittedError,
  AlreadyDrawnError,
  AlreadyRevealedError,
  CommitClosedError,
  CommitteeSizeOutOfRangeError,
  EmptyDigestError,
  FeeTooHighError,
  FeeTooLowError,
  MemberUnknownError,
  NotCommittedError,
  NotEnoughSeatsError,
  NotFinalizableError,
  NotSeatSignerError,
  RevealClosedError,
  RevealNotOpenError,
  TaskNotOpenError,
  TaskUnknownError,
  WrongOpeningError,
} from '../../../errors/contract.js'
import { close, refund } from './closing.js'
import { drawnCommittee } from './committee.js'
import { countActive } from './seats.js'
import {
  add,
  amountOf,
  type ChainState,
  type Context,
  type TaskStorage,
  type Transition,
} from './state.js'

const minimumCommittee = 3
const maximumCommittee = 15
const zeroDigest: Digest = `0x${'00'.repeat(32)}`
const largestUint96 = 2n ** 96n - 1n

/** What a task is made of. */
export type Order = {
  readonly model: Digest
  readonly prompt: Digest
  readonly committeeSize: number
}

/** Mirrors `IConsensus.addTask`; the fee is the transaction's value. */
export function addTask(order: Order): Transition<TaskId> {
  return (state, context) => {
    checkOrder(order, state, context)
    const { sender: requester, value: fee } = context
    const { model, prompt, committeeSize } = order
    const nonce = amountOf(state.nonces, requester)
    add(state.nonces, requester, 1n)
    const task = taskId({ ...context, requester, nonce, ...order })
    state.tasks.set(task, {
      requester,
      fee,
      addedAt: context.timestamp,
      addedIn: context.blockNumber,
      seats: state.seats.length,
      committeeSize,
      state: 'open',
      committed: 0,
      revealed: 0,
      punished: 0,
      output: undefined,
      drawn: undefined,
      ballots: Array.from({ length: committeeSize }, () => undefined),
    })
    context.emit({
      type: 'task-added',
      task,
      requester,
      model: cidFromDigest(model),
      prompt: cidFromDigest(prompt),
      fee,
      committeeSize,
      nonce,
    })
    return task
  }
}

/** Mirrors `IConsensus.draw`. */
export function draw(id: TaskId): Transition {
  return (state, context) => {
    const task = openTask(state, id)
    refuseLateCommit(id, task, context)
    if (task.drawn) throw new AlreadyDrawnError({ task: id })
    writeCommittee(id, task, state, context)
  }
}

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
    context.emit({ type: 'vote-revealed', task: id, member, output })
    if (task.revealed === task.committed) close(id, task, state, context)
  }
}

/** Mirrors `IConsensus.finalize`. */
export function finalize(id: TaskId): Transition {
  return (state, context) => {
    const task = openTask(state, id)
    const { timestamp, parameters } = context
    const revealEnd = revealEndOf(task, context)
    const isComplete =
      commitsAreOver(task, context) && task.revealed === task.committed
    if (!isComplete && timestamp < revealEnd) {
      const end = task.committed === 0 ? commitEndOf(task, context) : revealEnd
      throw new NotFinalizableError({ task: id, finalizableAt: BigInt(end) })
    }
    const isDead = timestamp >= revealEnd + parameters.proofWindow
    if (isDead) refund(id, task, state, context)
    else close(id, task, state, context)
  }
}

function checkOrder(order: Order, state: ChainState, context: Context): void {
  const { model, prompt, committeeSize: size } = order
  const { value: fee, parameters } = context
  if (size < minimumCommittee || size > maximumCommittee) {
    const [minimum, maximum] = [minimumCommittee, maximumCommittee]
    throw new CommitteeSizeOutOfRangeError({ size, minimum, maximum })
  }
  if (model === zeroDigest || prompt === zeroDigest) {
    throw new EmptyDigestError()
  }
  const minimum = parameters.minimumFeePerSeat * BigInt(size)
  if (fee < minimum) throw new FeeTooLowError({ fee, minimum })
  const worth = (parameters.bond * BigInt(parameters.slashBps)) / 10_000n
  const maximum = smaller(worth * BigInt(size), largestUint96)
  if (fee > maximum) throw new FeeTooHighError({ fee, maximum })
  const active = BigInt(countActive(state))
  const required = BigInt(size)
  if (active < required) throw new NotEnoughSeatsError({ active, required })
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
    const opensAt = BigInt(commitEndOf(storage, context))
    throw new RevealNotOpenError({ task, opensAt })
  }
  const revealEnd = revealEndOf(storage, context)
  if (context.timestamp >= revealEnd) {
    throw new RevealClosedError({ task, closedAt: BigInt(revealEnd) })
  }
  if (!hasMember(storage.committed, member)) {
    throw new NotCommittedError({ task, member })
  }
  if (hasMember(storage.revealed, member)) {
    throw new AlreadyRevealedError({ task, member })
  }
}

function openTask(state: ChainState, id: TaskId): TaskStorage {
  const task = state.tasks.get(id)
  if (!task) throw new TaskUnknownError({ task: id })
  if (task.state === 'open') return task
  throw new TaskNotOpenError({ task: id, state: task.state })
}

function refuseLateCommit(
  task: TaskId,
  storage: TaskStorage,
  context: Context,
): void {
  const end = commitEndOf(storage, context)
  if (context.timestamp < end) return
  throw new CommitClosedError({ task, closedAt: BigInt(end) })
}

function writeCommittee(
  id: TaskId,
  task: TaskStorage,
  state: ChainState,
  context: Context,
): number[] {
  const drawn = drawnCommittee(id, task, state, context)
  task.drawn = drawn
  context.emit({ type: 'committee-drawn', task: id, seats: drawn })
  return drawn
}

function commitsAreOver(task: TaskStorage, context: Context): boolean {
  const everybody = (1 << task.committeeSize) - 1
  const isOver = context.timestamp >= commitEndOf(task, context)
  return task.committed === everybody || isOver
}

function commitEndOf(task: TaskStorage, context: Context): number {
  return task.addedAt + context.parameters.commitWindow
}

function revealEndOf(task: TaskStorage, context: Context): number {
  return commitEndOf(task, context) + context.parameters.revealWindow
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
