import type { IndexedList } from './chain-index.js'
import { lengthAt } from './places.js'

/** So many places take one more an epoch. */
const PLACES_PER_ENTRY = 32
/** Above it the entrance fee does not grow. */
const MAXIMUM_PRESSURE = 18
/** So many epochs from the one in which a list opens everybody enters. */
const OPENING_EPOCHS = 2
const UNBOUNDED = 65_535

/** How a list can be entered. */
export type Entrance = {
  /** Places that were taken in this epoch. */
  readonly entries: number
  /** In how many epochs in a row the list was full before it. */
  readonly pressure: number
  /** Places that can be taken in this epoch. */
  readonly limit: number
}

/** How a list can be entered in an epoch. Mirrors the contract. */
export function entranceAt(list: IndexedList, epoch: number): Entrance {
  const limit = limitAt(list, epoch)
  const { entryEpoch, entries, pressure } = list
  if (entryEpoch === epoch) return { entries, pressure, limit }
  const wasFull =
    entryEpoch + 1 === epoch && entries >= limitAt(list, entryEpoch)
  if (wasFull)
    return {
      entries: 0,
      pressure: Math.max(pressure, Math.min(pressure + 1, MAXIMUM_PRESSURE)),
      limit,
    }
  const quiet = epoch - entryEpoch
  return { entries: 0, pressure: Math.max(0, pressure - quiet), limit }
}

/** Whether the list is so new that entry is not bounded. */
export function isOpening(
  { openedIn }: Pick<IndexedList, 'openedIn'>,
  epoch: number,
): boolean {
  return epoch < openedIn + OPENING_EPOCHS
}

function limitAt(list: IndexedList, epoch: number): number {
  if (isOpening(list, epoch)) return UNBOUNDED
  return Math.max(1, Math.floor(lengthAt(list, epoch) / PLACES_PER_ENTRY))
}
