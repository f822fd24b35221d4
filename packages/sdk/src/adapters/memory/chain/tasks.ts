import { cidFromDigest } from '@aichain/base'
import type { Order, TaskId } from '../../../core/task/task.js'
import { taskId } from '../../../core/task/task-id.js'
import type { WithDigests } from '../../../core/task/with-digests.js'
import {
  AlreadyDrawnError,
  CommitteeKnownError,
  CommitteeSizeOutOfRangeError,
  EmptyDigestError,
  FeeTooHighError,
  FeeTooLowError,
  NotEnoughSeatsError,
  TaskExistsError,
  TaskNotOpenError,
} from '../../../errors/contract-tasks.js'
import { canAnswer, writeCommittee } from './committee.js'
import { countActive } from './seats.js'
import type { ChainState, Context, Transition } from './state.js'
import { knownTask, openTask, refund } from './task-state.js'
import { zeroDigest } from './zero.js'

const minimumCommittee = 3
const maximumCommittee = 15
const largestUint88 = 2n ** 88n - 1n

/** Mirrors `IConsensus.addTask`; the fee is the transaction's value. */
export function addTask(order: WithDigests<Order>): Transition<TaskId> {
  return (state, context) => addOrder(order, state, context)
}

/** Mirrors `IConsensus.addTasks`; the sum of the fees is the transaction's value. */
export function addTasks(
  orders: readonly WithDigests<Order>[],
): Transition<TaskId[]> {
  return (state, context) =>
    orders.map((order) => addOrder(order, state, context))
}

/** Mirrors `IConsensus.cancel`. */
export function cancel(id: TaskId): Transition {
  return (state, context) => {
    const task = openTask(state, id)
    if (canAnswer(id, task, state, context)) {
      throw new CommitteeKnownError({ task: id })
    }
    refund(id, task, state, context)
  }
}

/** Mirrors `IConsensus.draw`. */
export function draw(id: TaskId): Transition {
  return (state, context) => {
    const task = knownTask(state, id)
    if (task.state === 'undecided') {
      throw new TaskNotOpenError({ task: id, state: task.state })
    }
    if (task.drawn) throw new AlreadyDrawnError({ task: id })
    writeCommittee(id, task, state, context)
  }
}

/** Mirrors `Tasks._add`. */
export function addOrder(
  order: WithDigests<Order>,
  state: ChainState,
  context: Context,
): TaskId {
  checkOrder(order, state, context)
  const { sender: requester } = context
  const { model, prompt, committeeSize, fee, nonce } = order
  const task = taskId({ ...context, requester, ...order })
  if (state.tasks.has(task)) throw new TaskExistsError({ task })
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
    winners: 0,
    output: undefined,
    drawn: undefined,
    ballots: Array.from({ length: committeeSize }, () => undefined),
    isAppeal: false,
    appeal: undefined,
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

function checkOrder(
  order: WithDigests<Order>,
  state: ChainState,
  context: Context,
): void {
  const { model, prompt, committeeSize: size, fee } = order
  const { parameters } = context
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
  const maximum = smaller(worth * BigInt(size), largestUint88)
  if (fee > maximum) throw new FeeTooHighError({ fee, maximum })
  const active = BigInt(countActive(state))
  const required = BigInt(size)
  if (active < required) throw new NotEnoughSeatsError({ active, required })
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
