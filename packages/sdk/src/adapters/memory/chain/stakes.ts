import type { Address } from '@aichain/base'
import { isStrong as isStrongBalance } from '../../../core/money/slash.js'
import { epochAt } from '../../../core/task/lifecycle.js'
import type { TaskId } from '../../../core/task/task.js'
import type { ChainState, Context, SeatState, TaskStorage } from './state.js'
import { zeroAddress } from './zero.js'

/** What a seat's word holds, in units. */
const MAXIMUM_BALANCE = 2n ** 56n - 1n

/** The most that a seat can hold, in wei. */
export function maximumBalance({ parameters }: Context): bigint {
  return MAXIMUM_BALANCE * parameters.unit
}

/** Mirrors `Seats._signerAt`: the key that answers for a seat in a task. */
export function signerAt(
  state: ChainState,
  seat: number,
  task: TaskStorage,
  context: Pick<Context, 'parameters'>,
): Address {
  const held = state.seats[seat]
  if (!held) return zeroAddress
  return isOfFormer(state, seat, task, context)
    ? (held.former ?? zeroAddress)
    : held.signer
}

/** Mirrors `Seats._isOfFormer`: whether the key before the last one answers for a task. */
export function isOfFormer(
  state: ChainState,
  seat: number,
  { addedAt }: TaskStorage,
  { parameters }: Pick<Context, 'parameters'>,
): boolean {
  const since = state.seats[seat]?.signerSince ?? 0
  return epochAt(addedAt, parameters) < since
}

/** Mirrors `Seats._isStrong`: whether a seat could still pay for a lie. */
export function isStrong(
  state: ChainState,
  seat: number,
  { parameters }: Context,
): boolean {
  return isStrongBalance(state.seats[seat]?.balance ?? 0n, parameters)
}

/** Mirrors `Seats._reward`: what would not fit is the sink's. */
export function reward(
  state: ChainState,
  id: number,
  amount: bigint,
  context: Context,
): void {
  // Who is paid was drawn, and cannot have left with its stake yet.
  const seat = state.seats[id] as SeatState
  if (seat.balance + amount > maximumBalance(context)) state.owedSink += amount
  else seat.balance += amount
}

/**
 * Mirrors `Seats._slash`: takes the penalty, as far as the seat has it, and
 * ejects below half of the bond. What it took is for the caller to pass on.
 */
export function slash(
  state: ChainState,
  context: Context,
  { task, seat: id, penalty, addedAt, held }: Slash,
): bigint {
  const { timestamp, parameters } = context
  if (timestamp >= addedAt + parameters.unbondingPeriod) return 0n
  const seat = state.seats[id] as SeatState
  const amount = penalty < seat.balance ? penalty : seat.balance
  seat.balance -= amount
  context.emit({ type: 'seat-slashed', task, seat: id, amount, held })
  if (seat.to === 0 && 2n * seat.balance < parameters.bond) {
    seat.to = timestamp + 1
    context.emit({ type: 'seat-left', seat: id, to: seat.to })
  }
  return amount
}

/** Whom a slash takes from, how much at most, and where it goes. */
export type Slash = {
  readonly task: TaskId
  readonly seat: number
  readonly penalty: bigint
  readonly addedAt: number
  /** Whether it waits for the appeal window. */
  readonly held: boolean
}
