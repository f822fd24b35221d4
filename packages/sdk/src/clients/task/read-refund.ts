import { classOf } from '../../core/money/price.js'
import { roundOf } from '../../core/task/lifecycle.js'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import { type RefundReason, TaskNotFoundError } from '../../errors/task.js'
import { rangeOf } from '../reader/history.js'
import { parametersOf, type TaskContext } from './context.js'
import type { PostedTask } from './posted-task.js'
import type { TaskSnapshot } from './snapshot.js'
import type { Told } from './telling.js'

/** What became of the fee of an undecided task, and why. Amounts in wei. */
export type Refund = {
  /** Credited to the requester, the round's tip included where it came back. */
  readonly amount: bigint
  /** For the members who worked, or for the sink. */
  readonly kept: bigint
  readonly reason: RefundReason
}

/** Reads what became of the fee of an undecided task, and why. */
export async function readRefund(
  context: TaskContext,
  task: PostedTask,
  snapshot: TaskSnapshot,
  told: Told,
  signal: AbortSignal,
): Promise<Refund> {
  const { chain } = context
  const events = await chain.getEvents(rangeOf(chain, snapshot.record), {
    signal,
  })
  const undecided = events.find((event) => event.type === 'task-undecided')
  // An endpoint that is behind the one that told the state.
  if (!undecided) throw new TaskNotFoundError({ task: task.id })
  const reason = await reasonOf(context, task, snapshot, told, signal)
  const { refund, kept } = undecided
  return { amount: refund + returnedTip(events), kept, reason }
}

function returnedTip(events: readonly ProtocolEvent[]): bigint {
  const returned = events.find((event) => event.type === 'round-tip-returned')
  return returned?.type === 'round-tip-returned' ? returned.amount : 0n
}

async function reasonOf(
  context: TaskContext,
  task: PostedTask,
  snapshot: TaskSnapshot,
  told: Told,
  signal: AbortSignal,
): Promise<RefundReason> {
  const { record, members } = snapshot
  if (record.unavailable) return 'unavailable'
  if (record.committed !== 0) return 'below-quorum'
  const hadCommittee =
    members !== undefined ||
    told.members.length > 0 ||
    (await wasDrawable(context, task, snapshot, signal))
  return hadCommittee ? 'no-votes' : 'not-drawn'
}

/**
 * Whether there was a committee, of a task that nobody drew. The chain forgets
 * what it followed from: then the round, and the seats of the list, tell.
 */
async function wasDrawable(
  context: TaskContext,
  { terms }: PostedTask,
  { record }: TaskSnapshot,
  signal: AbortSignal,
): Promise<boolean> {
  const { chain } = context
  const parameters = await parametersOf(context, signal)
  const round = roundOf(record, parameters)
  const isKnown =
    round === undefined || (await chain.getRound(round, { signal }))
  if (!isKnown) return false
  const places = await chain.getPlaces(terms.order, { signal })
  const reached = places.filter(
    (place) => place.class <= classOf(record.share, parameters),
  )
  let count = 0
  for (const { seat } of reached) {
    const its = await chain.getSeat(seat, { signal })
    const stayed = its && (its.to === undefined || record.addedAt < its.to)
    if (stayed) count += 1
    if (count === record.committeeSize) return true
  }
  return false
}
