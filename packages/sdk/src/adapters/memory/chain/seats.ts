import { type Address, equalHex } from '@aichain/base'
import { protocolCut } from '../../../core/settlement/reward.js'
import type { TaskId } from '../../../core/task/task.js'
import { WrongValueError } from '../../../errors/contract-money.js'
import {
  NothingToClaimError,
  NotSeatOwnerError,
  SeatLeavingError,
  SeatLockedError,
  SeatNotLeavingError,
  SeatsFullError,
  SeatUnknownError,
  SignerTakenError,
  ZeroAddressError,
} from '../../../errors/contract-seats.js'
import {
  type ChainState,
  type Context,
  pay,
  type SeatState,
  type Transition,
} from './state.js'
import { zeroAddress } from './zero.js'

/** Mirrors `IConsensus.join`. */
export function join(owner: Address): Transition<number> {
  return (state, context) => {
    const { sender, value, timestamp, parameters } = context
    const { bond, activationDelay } = parameters
    if (owner === zeroAddress) throw new ZeroAddressError()
    const taken = seatOf(state, sender)
    if (taken !== undefined) {
      throw new SignerTakenError({ signer: sender, seat: taken })
    }
    const seat = takeSlot(state, parameters.maximumSeats)
    const from = timestamp + activationDelay
    state.seats[seat] = { signer: sender, owner, from, to: 0, balance: bond }
    context.emit({ type: 'seat-joined', seat, owner, signer: sender, from })
    if (value !== bond)
      throw new WrongValueError({ sent: value, required: bond })
    return seat
  }
}

/** Mirrors `IConsensus.exit`. */
export function exit(id: number): Transition {
  return (state, context) => {
    const seat = seatAt(state, id)
    const { sender } = context
    if (!equalHex(sender, seat.owner) && !equalHex(sender, seat.signer)) {
      throw new NotSeatOwnerError({ seat: id, caller: sender })
    }
    if (seat.to !== 0) throw new SeatLeavingError({ seat: id, to: seat.to })
    leave(id, seat, context)
  }
}

/** Mirrors `IConsensus.withdrawSeat`. */
export function withdrawSeat(id: number): Transition {
  return (state, context) => {
    const seat = seatAt(state, id)
    refuseOthers(id, seat, context)
    if (seat.to === 0) throw new SeatNotLeavingError({ seat: id })
    const availableAt = seat.to + context.parameters.unbondingPeriod
    if (context.timestamp < availableAt) {
      throw new SeatLockedError({ seat: id, availableAt })
    }
    const { owner, balance } = seat
    const rewards = balance - context.parameters.bond
    const amount = balance - takeCut(state, context, rewards)
    state.seats[id] = undefined
    state.freeSeats.push(id)
    pay(state, owner, amount)
    context.emit({ type: 'seat-withdrawn', seat: id, owner, amount })
  }
}

/** Mirrors `IConsensus.claim`. */
export function claim(id: number): Transition {
  return (state, context) => {
    const seat = seatAt(state, id)
    refuseOthers(id, seat, context)
    const { owner } = seat
    const rewards = seat.balance - context.parameters.bond
    if (rewards <= 0n) throw new NothingToClaimError({ seat: id })
    seat.balance -= rewards
    const amount = rewards - takeCut(state, context, rewards)
    pay(state, owner, amount)
    context.emit({ type: 'reward-claimed', seat: id, owner, amount })
  }
}

/** Mirrors `Seats._takeCut`: rewards that leave pay the protocol. */
function takeCut(state: ChainState, context: Context, reward: bigint): bigint {
  if (reward <= 0n) return 0n
  const { protocolFeeBps } = context.parameters
  const cut = protocolCut({ reward, protocolFeeBps })
  state.owedTreasury += cut
  return cut
}

/**
 * Mirrors `Seats._slash`: takes the penalty, as far as the seat has it, and
 * ejects below half of the bond. What it took is for the caller to pass on.
 */
export function slash(
  state: ChainState,
  context: Context,
  task: TaskId,
  id: number,
  penalty: bigint,
): bigint {
  // Who is slashed was drawn, and cannot have left with its stake yet.
  const seat = state.seats[id] as SeatState
  const amount = penalty < seat.balance ? penalty : seat.balance
  seat.balance -= amount
  context.emit({ type: 'seat-slashed', task, seat: id, amount })
  const isEjected = seat.to === 0 && 2n * seat.balance < context.parameters.bond
  if (isEjected) leave(id, seat, context)
  return amount
}

/** Mirrors `Seats._reward`. */
export function reward(state: ChainState, id: number, amount: bigint): void {
  const seat = state.seats[id] as SeatState
  seat.balance += amount
}

/** Whether a seat answers tasks that were added at a time. */
export function isEligible(
  seat: SeatState | undefined,
  addedAt: number,
): boolean {
  if (!seat || seat.from >= addedAt) return false
  return seat.to === 0 || addedAt < seat.to
}

/** The number of seats that are taken and not leaving. */
export function countActive(state: ChainState): number {
  return state.seats.filter((seat) => seat?.to === 0).length
}

/** The seat that a key holds. */
export function seatOf(state: ChainState, signer: Address): number | undefined {
  const id = state.seats.findIndex(
    (seat) => seat !== undefined && equalHex(seat.signer, signer),
  )
  return id === -1 ? undefined : id
}

function seatAt(state: ChainState, id: number): SeatState {
  const seat = state.seats[id]
  if (!seat) throw new SeatUnknownError({ seat: id })
  return seat
}

function refuseOthers(id: number, seat: SeatState, context: Context): void {
  const { sender } = context
  if (equalHex(sender, seat.owner)) return
  throw new NotSeatOwnerError({ seat: id, caller: sender })
}

function takeSlot(state: ChainState, maximum: number): number {
  const free = state.freeSeats.pop()
  if (free !== undefined) return free
  if (state.seats.length >= maximum) {
    throw new SeatsFullError({ maximum: BigInt(maximum) })
  }
  return state.seats.length
}

function leave(id: number, seat: SeatState, context: Context): void {
  seat.to = context.timestamp + context.parameters.exitNotice
  context.emit({ type: 'seat-left', seat: id, to: seat.to })
}
