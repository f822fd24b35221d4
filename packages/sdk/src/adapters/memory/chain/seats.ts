import { type Address, equalHex } from '@aichain/base'
import type { CompactSignature } from '../../../core/encoding/compact-signature.js'
import { signerDigest } from '../../../core/signing/signer.js'
import { epochAt } from '../../../core/task/lifecycle.js'
import type { ListId } from '../../../core/task/list.js'
import {
  ZeroAddressError,
  ZeroAmountError,
} from '../../../errors/contract-money.js'
import { SeatPlacedError } from '../../../errors/contract-places.js'
import {
  BalanceTooHighError,
  BalanceTooLowError,
  InvalidSignerError,
  NothingToClaimError,
  RotationTooSoonError,
  SeatLockedError,
  SeatNotLeavingError,
  SeatsFullError,
} from '../../../errors/contract-seats.js'
import { pay } from './accounts.js'
import { epochOf, harvest, rewardsOf } from './lists.js'
import { withdrawPlace } from './places.js'
import {
  refuseOthers,
  refuseStrangers,
  refuseTaken,
  stayingSeat,
  takenSeat,
} from './seat-checks.js'
import { maximumBalance } from './stakes.js'
import type { ChainState, Context, SeatState, Transition } from './state.js'
import { isNobody } from './zero.js'

/** Mirrors `IPlaces.join`. */
export function join(owner: Address, amount: bigint): Transition<number> {
  return (state, context) => {
    const { sender, timestamp, parameters } = context
    if (isNobody(owner)) throw new ZeroAddressError()
    refuseTaken(state, sender)
    refuseStake(amount, context)
    const seat = takeSlot(state, parameters.maximumSeats)
    const stayed = epochAt(timestamp + parameters.minimumStay, parameters) + 1
    state.seats[seat] = {
      signer: sender,
      former: undefined,
      signerSince: 0,
      costOfFormer: 0n,
      owner,
      to: 0,
      balance: amount,
      paidIn: amount,
      freeFrom: stayed,
      list: undefined,
      class: 0,
      index: 0,
      isPlaced: false,
    }
    state.seatOf.set(sender.toLowerCase(), seat)
    context.emit({ type: 'seat-joined', seat, owner, signer: sender, amount })
    return seat
  }
}

/** Mirrors `IPlaces.topUp`. */
export function topUp(id: number, amount: bigint): Transition {
  return (state, context) => {
    const seat = stayingSeat(state, id)
    if (amount === 0n) throw new ZeroAmountError()
    const balance = seat.balance + amount
    const maximum = maximumBalance(context)
    if (balance > maximum)
      throw new BalanceTooHighError({ seat: id, balance, maximum })
    seat.balance = balance
    seat.paidIn += amount
    const { sender: by } = context
    context.emit({ type: 'seat-topped-up', seat: id, by, amount })
  }
}

/** Mirrors `IPlaces.setSigner`. */
export function setSigner(
  id: number,
  signer: Address,
  signature: CompactSignature,
): Transition {
  return (state, context) => {
    const seat = stayingSeat(state, id)
    refuseOthers(id, seat, context)
    const next = epochOf(context) + 1
    const possibleFrom = seat.signerSince + 2
    if (seat.signerSince !== 0 && next <= possibleFrom)
      throw new RotationTooSoonError({ seat: id, epoch: possibleFrom })
    refuseTaken(state, signer)
    const { sender: owner } = context
    const digest = signerDigest({ ...context, seat: id, owner, epoch: next })
    const recovered = context.recover(digest, signature)
    if (isNobody(signer) || !equalHex(recovered, signer))
      throw new InvalidSignerError({ signer, recovered })
    if (seat.former) state.seatOf.delete(seat.former.toLowerCase())
    seat.former = seat.signer
    seat.signer = signer
    seat.signerSince = next
    seat.costOfFormer = 0n
    state.seatOf.set(signer.toLowerCase(), id)
    context.emit({ type: 'signer-set', seat: id, signer, epoch: next })
  }
}

/** Mirrors `IPlaces.exit`. */
export function exit(id: number): Transition {
  return (state, context) => {
    const seat = stayingSeat(state, id)
    refuseStrangers(id, seat, context)
    if (seat.isPlaced) withdrawPlace(state, id, context)
    seat.to = (epochOf(context) + 1) * context.parameters.epoch
    context.emit({ type: 'seat-left', seat: id, to: seat.to })
  }
}

/** Mirrors `IPlaces.withdrawSeat`. */
export function withdrawSeat(id: number): Transition {
  return (state, context) => {
    const seat = takenSeat(state, id)
    refuseOthers(id, seat, context)
    if (seat.to === 0) throw new SeatNotLeavingError({ seat: id })
    if (seat.isPlaced)
      throw new SeatPlacedError({ seat: id, list: seat.list as ListId })
    const availableAt = availableFrom(seat, context)
    if (context.timestamp < availableAt)
      throw new SeatLockedError({ seat: id, availableAt })
    const rewards = rewardsOf(seat)
    const left = harvest(state, id, rewards, false, context)
    const amount = seat.balance - rewards + left
    freeSlot(state, id, seat)
    const { owner } = seat
    context.emit({ type: 'seat-withdrawn', seat: id, owner, amount })
    pay(state, context, owner, amount)
  }
}

/** Mirrors `IPlaces.claim`. */
export function claim(id: number): Transition {
  return (state, context) => {
    const seat = takenSeat(state, id)
    refuseOthers(id, seat, context)
    const rewards = rewardsOf(seat)
    if (rewards === 0n) throw new NothingToClaimError({ seat: id })
    seat.balance -= rewards
    const amount = harvest(state, id, rewards, false, context)
    pay(state, context, context.sender, amount)
  }
}

function refuseStake(amount: bigint, context: Context): void {
  const { bond } = context.parameters
  const maximum = maximumBalance(context)
  const stake = { seat: 0, balance: amount }
  if (amount < bond) throw new BalanceTooLowError({ ...stake, required: bond })
  if (amount > maximum) throw new BalanceTooHighError({ ...stake, maximum })
}

/** Mirrors `PlacesPart._availableAt`. */
function availableFrom(seat: SeatState, { parameters }: Context): number {
  const unbonded = seat.to + parameters.unbondingPeriod
  return Math.max(unbonded, seat.freeFrom * parameters.epoch)
}

/** Mirrors `PlacesPart._takeSlot`: freed slots first. */
function takeSlot(state: ChainState, maximum: number): number {
  const free = state.freeSeats.pop()
  if (free !== undefined) return free
  if (state.seats.length >= maximum)
    throw new SeatsFullError({ maximum: BigInt(maximum) })
  return state.seats.length
}

function freeSlot(state: ChainState, id: number, seat: SeatState): void {
  state.seatOf.delete(seat.signer.toLowerCase())
  if (seat.former) state.seatOf.delete(seat.former.toLowerCase())
  state.seats[id] = undefined
  state.freeSeats.push(id)
}
