import { pruningBounty } from '../../../core/money/slash.js'
import type { ListId, ListTerms, PriceClass } from '../../../core/task/list.js'
import {
  type ListWords,
  listId,
  listWords,
} from '../../../core/task/list-id.js'
import { listOfWords } from '../../../core/task/order-of-words.js'
import {
  ClassOutOfRangeError,
  InvalidAuthorShareError,
  NotPrunableError,
  SeatNotPlacedError,
  SeatPlacedError,
} from '../../../errors/contract-places.js'
import { BalanceTooLowError } from '../../../errors/contract-seats.js'
import { EmptyDigestError } from '../../../errors/contract-tasks.js'
import { credit } from './accounts.js'
import {
  displace,
  enter,
  epochOf,
  harvest,
  openList,
  place,
  rewardsOf,
} from './lists.js'
import { refuseStrangers, stayingSeat, takenSeat } from './seat-checks.js'
import type { ChainState, Context, SeatState, Transition } from './state.js'
import { isNobody, zeroDigest } from './zero.js'

const HIGHEST_CLASS = 3
const MAXIMUM_AUTHOR_BPS = 2000

/** Mirrors `IPlaces.offer`. */
export function offer(
  id: number,
  given: ListTerms,
  priceClass: PriceClass,
): Transition {
  return (state, context) => {
    const words = listWords(given)
    const seat = stayingSeat(state, id)
    refuseStrangers(id, seat, context)
    if (seat.isPlaced)
      throw new SeatPlacedError({ seat: id, list: seat.list as ListId })
    refuseClass(priceClass)
    if (words.model === zeroDigest) throw new EmptyDigestError()
    refuseAuthor(words)
    const terms = listOfWords(words)
    const list = listId(terms)
    if (!state.lists.has(list)) {
      openList(state, list, terms, context)
      context.emit({ type: 'list-opened', list, ...terms })
    }
    const fee = enter(state, list, context)
    payEntrance(state, id, list, fee, context)
    place(state, id, list, priceClass, context)
    context.emit({
      type: 'place-offered',
      seat: id,
      list,
      class: priceClass,
      fee,
      epoch: epochOf(context) + 1,
    })
  }
}

/** Mirrors `IPlaces.withdrawOffer`. */
export function withdrawOffer(id: number): Transition {
  return (state, context) => {
    const seat = takenSeat(state, id)
    refuseStrangers(id, seat, context)
    if (!seat.isPlaced) throw new SeatNotPlacedError({ seat: id })
    withdrawPlace(state, id, context)
  }
}

/** Mirrors `Lists._withdrawPlace`. */
export function withdrawPlace(
  state: ChainState,
  id: number,
  context: Context,
): void {
  const list = displace(state, id, context)
  const epoch = epochOf(context) + 1
  context.emit({ type: 'offer-withdrawn', seat: id, list, epoch })
}

/** Mirrors `IPlaces.reprice`. */
export function reprice(id: number, priceClass: PriceClass): Transition {
  return (state, context) => {
    const seat = stayingSeat(state, id)
    refuseStrangers(id, seat, context)
    if (!seat.isPlaced) throw new SeatNotPlacedError({ seat: id })
    refuseClass(priceClass)
    const list = displace(state, id, context)
    place(state, id, list, priceClass, context)
    context.emit({
      type: 'place-repriced',
      seat: id,
      list,
      class: priceClass,
      epoch: epochOf(context) + 1,
    })
  }
}

/** Mirrors `IPlaces.prune`. */
export function prune(id: number): Transition {
  return (state, context) => {
    const seat = takenSeat(state, id)
    if (!seat.isPlaced) throw new SeatNotPlacedError({ seat: id })
    if (seat.to === 0) throw new NotPrunableError({ seat: id })
    const bounty = pruningBounty(seat.balance, context.parameters)
    displace(state, id, context)
    seat.balance -= bounty
    const { sender: by } = context
    credit(state, by, bounty)
    context.emit({ type: 'place-pruned', seat: id, by, bounty })
  }
}

function refuseClass(priceClass: number): void {
  if (priceClass > HIGHEST_CLASS)
    throw new ClassOutOfRangeError({ class: priceClass })
}

function refuseAuthor({ author, authorBps }: ListWords): void {
  const isHalf = isNobody(author) !== (authorBps === 0)
  if (authorBps > MAXIMUM_AUTHOR_BPS || isHalf)
    throw new InvalidAuthorShareError({ author, authorBps })
}

/** Mirrors `PlacesPart._payEntrance`: rewards of another list leave first. */
function payEntrance(
  state: ChainState,
  id: number,
  list: ListId,
  fee: bigint,
  context: Context,
): void {
  const seat = state.seats[id] as SeatState
  if (seat.list !== undefined && seat.list !== list) {
    const rewards = rewardsOf(seat)
    seat.balance -= rewards
    credit(state, seat.owner, harvest(state, id, rewards, true, context))
  }
  const { balance } = seat
  const required = context.parameters.bond + fee
  if (balance < required)
    throw new BalanceTooLowError({ seat: id, balance, required })
  seat.balance = balance - fee
  state.owedSink += fee
}
