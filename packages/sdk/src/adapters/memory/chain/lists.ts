import { entranceFee, splitRewards } from '../../../core/money/fees.js'
import { epochAt } from '../../../core/task/lifecycle.js'
import type { ListId, ListTerms, PriceClass } from '../../../core/task/list.js'
import { EntranceClosedError } from '../../../errors/contract-places.js'
import { credit } from './accounts.js'
import {
  appendPlace,
  countAt,
  placesMemory,
  removePlace,
} from './places-memory.js'
import type { ChainState, Context, ListState, SeatState } from './state.js'

const PLACES_PER_ENTRY = 32
const MAXIMUM_PLACES = 65_535
const MAXIMUM_PRESSURE = 18
const HIGHEST_CLASS = 3

/** The epoch of a transaction. */
export function epochOf({ timestamp, parameters }: Context): number {
  return epochAt(timestamp, parameters)
}

/** Mirrors `Lists._place`. */
export function place(
  state: ChainState,
  id: number,
  list: ListId,
  priceClass: PriceClass,
  context: Context,
): void {
  const seat = state.seats[id] as SeatState
  const { places } = state.lists.get(list) as ListState
  seat.index = appendPlace(places, priceClass, id, epochOf(context))
  seat.class = priceClass
  seat.isPlaced = true
  seat.list = list
}

/** Mirrors `Lists._displace`. */
export function displace(
  state: ChainState,
  id: number,
  context: Context,
): ListId {
  const seat = state.seats[id] as SeatState
  // Who has a place is in a list.
  const list = seat.list as ListId
  const { places } = state.lists.get(list) as ListState
  const epoch = epochOf(context)
  const moved = removePlace(places, seat.class, seat.index, epoch)
  if (moved !== undefined) (state.seats[moved] as SeatState).index = seat.index
  seat.isPlaced = false
  seat.freeFrom = Math.max(seat.freeFrom, epoch + 2)
  return list
}

/** Mirrors `Lists._openList`. */
export function openList(
  state: ChainState,
  list: ListId,
  terms: ListTerms,
  context: Context,
): void {
  const openedIn = epochOf(context)
  const entering = { entryEpoch: openedIn, entries: 0, pressure: 0, openedIn }
  state.lists.set(list, { terms, places: placesMemory(), ...entering })
}

/** Mirrors `Lists._enter`: takes one of the epoch's places, and gives its price. */
export function enter(
  state: ChainState,
  list: ListId,
  context: Context,
): bigint {
  const { parameters } = context
  const epoch = epochOf(context)
  const entered = state.lists.get(list) as ListState
  const { entries, pressure } = entriesIn(entered, epoch)
  if (entries >= limitOf(entered, epoch)) {
    const opensAt = (epoch + 1) * parameters.epoch
    throw new EntranceClosedError({ list, opensAt })
  }
  entered.entryEpoch = epoch
  entered.entries = entries + 1
  entered.pressure = pressure
  return entranceFee(pressure, parameters)
}

/** Mirrors `Lists._entriesIn`. */
export function entriesIn(
  list: ListState,
  epoch: number,
): { readonly entries: number; readonly pressure: number } {
  const { entryEpoch: last, entries, pressure } = list
  if (last === epoch) return { entries, pressure }
  if (last + 1 === epoch && entries >= limitOf(list, last))
    return { entries: 0, pressure: Math.min(pressure + 1, MAXIMUM_PRESSURE) }
  return { entries: 0, pressure: Math.max(0, pressure - (epoch - last)) }
}

/** In the epoch in which a list opens, and in the next, everybody enters. */
export function isOpening({ openedIn }: ListState, epoch: number): boolean {
  return epoch <= openedIn + 1
}

/** Mirrors `Lists._limitOf`. */
export function limitOf(list: ListState, epoch: number): number {
  if (isOpening(list, epoch)) return MAXIMUM_PLACES
  const places = countAt(list.places, HIGHEST_CLASS, epoch)
  return Math.max(1, Math.floor(places / PLACES_PER_ENTRY))
}

/** Mirrors `Lists._rewardsOf`. */
export function rewardsOf({ balance, paidIn }: SeatState): bigint {
  return balance > paidIn ? balance - paidIn : 0n
}

/** Mirrors `Lists._harvest`: gives what is the owner's. */
export function harvest(
  state: ChainState,
  id: number,
  rewards: bigint,
  asCredit: boolean,
  context: Context,
): bigint {
  if (rewards === 0n) return 0n
  const seat = state.seats[id] as SeatState
  // Rewards come from tasks of a list.
  const author = seat.list && state.lists.get(seat.list)?.terms.author
  const bps = author?.shareBps ?? 0
  const { cut, authorPart, rest } = splitRewards(
    rewards,
    bps,
    context.parameters,
  )
  state.owedTreasury += cut
  if (author) credit(state, author.address, authorPart)
  context.emit({
    type: 'reward-claimed',
    seat: id,
    amount: rewards,
    cut,
    author: author?.address,
    authorPart,
    asCredit,
  })
  return rest
}
