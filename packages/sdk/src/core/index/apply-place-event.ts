import { epochAt } from '../task/lifecycle.js'
import type { ListId, PriceClass } from '../task/list.js'
import type { IndexedList } from './chain-index.js'
import { changeSeat, credit, type Draft } from './draft.js'
import { entranceAt } from './entrance.js'
import { latestPlaces, NO_PLACES, withClass } from './places.js'
import type { TimedEventOf } from './timed-event.js'

/** Lists remember two epochs: so long a seat that has left one is held. */
const REMEMBERED_EPOCHS = 2

export function applyListOpened(
  draft: Draft,
  event: TimedEventOf<'list-opened'>,
): void {
  const { list, model, author, timestamp } = event
  const epoch = epochAt(timestamp, draft.parameters)
  draft.lists.set(list, {
    id: list,
    terms: author ? { model, author } : { model },
    versions: [{ from: 0, places: NO_PLACES }],
    entryEpoch: epoch,
    entries: 0,
    pressure: 0,
    openedIn: epoch,
  })
}

/** Takes one of the epoch's places, for a fee. */
export function applyPlaceOffered(
  draft: Draft,
  event: TimedEventOf<'place-offered'>,
): void {
  const { seat, list, fee } = event
  const epoch = event.epoch - 1
  draft.owedSink += fee
  changeSeat(draft, seat, ({ balance }) => ({ balance: balance - fee }))
  changeList(draft, list, (its) => {
    const { entries, pressure } = entranceAt(its, epoch)
    return { entryEpoch: epoch, entries: entries + 1, pressure }
  })
  place(draft, { seat, list, class: event.class, epoch })
}

export function applyOfferWithdrawn(
  draft: Draft,
  { seat, epoch }: TimedEventOf<'offer-withdrawn'>,
): void {
  displace(draft, seat, epoch - 1)
}

export function applyPlaceRepriced(
  draft: Draft,
  event: TimedEventOf<'place-repriced'>,
): void {
  const epoch = event.epoch - 1
  displace(draft, event.seat, epoch)
  place(draft, { ...event, epoch })
}

export function applyPlacePruned(
  draft: Draft,
  { seat, by, bounty, timestamp }: TimedEventOf<'place-pruned'>,
): void {
  displace(draft, seat, epochAt(timestamp, draft.parameters))
  changeSeat(draft, seat, ({ balance }) => ({ balance: balance - bounty }))
  credit(draft, by, bounty)
}

/** At the end of its class. */
function place(
  draft: Draft,
  at: {
    readonly seat: number
    readonly list: ListId
    readonly class: PriceClass
    readonly epoch: number
  },
): void {
  changeList(draft, at.list, (list) => {
    const seats = latestPlaces(list)[at.class]
    changeSeat(draft, at.seat, () => ({
      place: { list: at.list, class: at.class, index: seats.length },
    }))
    return { versions: withClass(list, { ...at, seats: [...seats, at.seat] }) }
  })
}

/** The last of its class takes its place. */
function displace(draft: Draft, seat: number, epoch: number): void {
  const left = draft.seats.get(seat)?.place
  if (!left) return
  changeList(draft, left.list, (list) => {
    const seats = latestPlaces(list)[left.class]
    const last = seats.at(-1) as number
    const others = seats.slice(0, -1)
    if (last !== seat) {
      others[left.index] = last
      changeSeat(draft, last, () => ({ place: left }))
    }
    return {
      versions: withClass(list, { epoch, class: left.class, seats: others }),
    }
  })
  const forgotten = (epoch + REMEMBERED_EPOCHS) * draft.parameters.epoch
  changeSeat(draft, seat, ({ heldUntil }) => ({
    place: undefined,
    heldUntil: Math.max(heldUntil, forgotten),
  }))
}

function changeList(
  draft: Draft,
  list: ListId,
  change: (list: IndexedList) => Partial<IndexedList>,
): void {
  const indexed = draft.lists.get(list)
  if (indexed) draft.lists.set(list, { ...indexed, ...change(indexed) })
}
