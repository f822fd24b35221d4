import { type Address, digestFromCid } from '@aichain/base'
import { classOf, feeOf } from '../../../core/money/price.js'
import { isAppealable } from '../../../core/risk/appeal-size.js'
import { listId, listWords } from '../../../core/task/list-id.js'
import { orderOfWords } from '../../../core/task/order-of-words.js'
import { type OrderWords, orderWords } from '../../../core/task/order-words.js'
import type { Order, TaskId, Terms } from '../../../core/task/task.js'
import { taskId } from '../../../core/task/task-id.js'
import { checked } from '../../../errors/checked.js'
import {
  AlreadyDrawnError,
  CommitteeKnownError,
  CommitteeSizeOutOfRangeError,
  EmptyDigestError,
  NotEnoughPlacesError,
  SeedRefusedError,
  ShareTooHighError,
  ShareTooLowError,
  TaskExistsError,
  TipWithoutRoundError,
} from '../../../errors/contract-tasks.js'
import { canDraw, drawnOrDraw } from './draws.js'
import { epochOf } from './lists.js'
import { countAt } from './places-memory.js'
import type { ChainState, Context, Transition } from './state.js'
import { openTask } from './tasks-known.js'
import { undecide } from './undecide.js'
import { zeroDigest } from './zero.js'

const MINIMUM_COMMITTEE = 3
const MAXIMUM_COMMITTEE = 15
const HIGHEST_CLASS = 3

/** Mirrors `ITasks.addTasks`, and `addTask` of one; the fees are the transaction's value. */
export function addTasks(orders: readonly Order[]): Transition<TaskId[]> {
  return (state, context) =>
    orders.map((order) => {
      const { blockSeeds } = context.parameters
      if (order.seed === 'block' && blockSeeds === 'never')
        throw new SeedRefusedError({ seed: 'block' })
      return addOrder(context.sender, order, undefined, state, context)
    })
}

/** Mirrors `ITasks.cancel`. */
export function cancel(terms: Terms): Transition {
  return (state, context) => {
    const id = idOf(terms, context)
    const task = openTask(state, id)
    if (task.drawn || canDraw(id, task, state, context))
      throw new CommitteeKnownError({ task: id })
    undecide(id, task, { kept: 0n, paid: 0 }, state, context)
  }
}

/** Mirrors `ITasks.draw`. */
export function draw(terms: Terms): Transition {
  return (state, context) => {
    const id = idOf(terms, context)
    const task = openTask(state, id)
    if (task.drawn) throw new AlreadyDrawnError({ task: id })
    drawnOrDraw(id, task, state, context)
  }
}

/** Mirrors `Tasks._taskId`. */
export function idOf(
  { requester, order }: Terms,
  context: Pick<Context, 'chainId' | 'consensus' | 'parameters'>,
): TaskId {
  const { chainId, consensus } = context
  const words = wordsOf(order, context)
  return taskId({ chainId, consensus, requester, order: words })
}

/**
 * Mirrors `Tasks._add`; the caller has checked the seed.
 *
 * @param appeal - Whom the appeal leaves out; `undefined` for a task that is none.
 */
export function addOrder(
  requester: Address,
  given: Order,
  appeal: { readonly excluded: readonly number[] } | undefined,
  state: ChainState,
  context: Context,
): TaskId {
  const { unit } = context.parameters
  const order = orderOfWords(wordsOf(given, context), unit)
  const places = checkOrder(order, state, context)
  const task = idOf({ requester, order }, context)
  if (state.tasks.has(task)) throw new TaskExistsError({ task })
  const { committeeSize, share, seed, roundTip } = order
  const list = listId(order)
  state.tasks.set(task, {
    ...{ requester, order, list, seed, committeeSize, share, roundTip },
    addedAt: context.timestamp,
    addedIn: context.blockNumber,
    isAppeal: appeal !== undefined,
    appealable: appeal === undefined && isAppealable({ places, committeeSize }),
    excluded: appeal?.excluded ?? [],
    state: 'open',
    ...{ committed: 0, revealed: 0, winners: 0, punished: 0 },
    ...{ isConvened: false, isClosed: false, isUnavailable: false },
    isSettled: false,
    output: undefined,
    drawn: undefined,
    committee: undefined,
    unpaid: [],
    ballots: Array.from({ length: committeeSize }, () => undefined),
    seal: undefined,
    held: 0n,
    appeal: undefined,
  })
  context.emit({ type: 'task-added', task, requester, list, order })
  return task
}

/** What an order pays. */
export function feesOf(orders: readonly Order[]): bigint {
  return orders.reduce((sum, order) => sum + feeOf(order), 0n)
}

/** Checked before anything is sent, so that it always fits. */
function wordsOf(
  order: Order,
  { parameters }: Pick<Context, 'parameters'>,
): OrderWords {
  return checked(orderWords(order, parameters.unit), 'order', order)
}

/** Mirrors `Tasks._checkOrder`: gives the places of the whole list. */
function checkOrder(order: Order, state: ChainState, context: Context): number {
  const { parameters } = context
  const { committeeSize: size, share, roundTip } = order
  if (size < MINIMUM_COMMITTEE || size > MAXIMUM_COMMITTEE) {
    const [minimum, maximum] = [MINIMUM_COMMITTEE, MAXIMUM_COMMITTEE]
    throw new CommitteeSizeOutOfRangeError({ size, minimum, maximum })
  }
  const digests = [listWords(order).model, digestFromCid(order.prompt)]
  if (digests.includes(zeroDigest)) throw new EmptyDigestError()
  const { minimumShare: minimum, hardSlash: maximum } = parameters
  if (share < minimum) throw new ShareTooLowError({ share, minimum })
  if (share > maximum) throw new ShareTooHighError({ share, maximum })
  if (order.seed === 'block' && roundTip !== 0n)
    throw new TipWithoutRoundError({ roundTip })
  const list = state.lists.get(listId(order))
  const epoch = epochOf(context)
  const reachable = classOf(share, parameters)
  const reached = list ? countAt(list.places, reachable, epoch) : 0
  const required = Math.max(order.minimumPlaces, size)
  if (reached < required)
    throw new NotEnoughPlacesError({
      places: BigInt(reached),
      required: BigInt(required),
    })
  return list ? countAt(list.places, HIGHEST_CLASS, epoch) : 0
}
