import type { PriceClass } from '../../../core/task/list.js'

/** The seats of a list, class by class. */
type Places = readonly number[][]

/**
 * The places of a list in three epochs: what is written in an epoch counts from
 * the next, and tasks of the one before are still computed. Mirrors what all the
 * words of `EpochWordLib` say together.
 */
export type PlacesMemory = {
  /** The epoch of the last write. */
  stamp: number
  /** From the next epoch on. */
  latest: Places
  /** In the epoch of the last write. */
  current: Places
  /** In the epoch before that. */
  earlier: Places
}

const empty = (): Places => [[], [], [], []]

/** A list without places. */
export function placesMemory(): PlacesMemory {
  return { stamp: 0, latest: empty(), current: empty(), earlier: empty() }
}

/** The places that tasks of an epoch are drawn from: of this one, or of the one before. */
export function placesAt(
  { stamp, latest, current, earlier }: PlacesMemory,
  epoch: number,
): Places {
  if (epoch > stamp) return latest
  return epoch === stamp ? current : earlier
}

/** How many places the classes up to one have for tasks of an epoch. */
export function countAt(
  memory: PlacesMemory,
  upTo: PriceClass,
  epoch: number,
): number {
  return placesAt(memory, epoch)
    .slice(0, upTo + 1)
    .reduce((sum, { length }) => sum + length, 0)
}

/** Puts a seat at the end of a class, from the next epoch on; gives its index. */
export function appendPlace(
  memory: PlacesMemory,
  priceClass: PriceClass,
  seat: number,
  epoch: number,
): number {
  roll(memory, epoch)
  const seats = memory.latest[priceClass] as number[]
  return seats.push(seat) - 1
}

/** The last of its class takes a place, from the next epoch on; gives who moved there. */
export function removePlace(
  memory: PlacesMemory,
  priceClass: PriceClass,
  index: number,
  epoch: number,
): number | undefined {
  roll(memory, epoch)
  const seats = memory.latest[priceClass] as number[]
  const last = seats.pop() as number
  if (index === seats.length) return undefined
  seats[index] = last
  return last
}

/** The first write of an epoch moves what was known on. */
function roll(memory: PlacesMemory, epoch: number): void {
  const { stamp, latest, current } = memory
  if (stamp === epoch) return
  memory.earlier = epoch - 1 === stamp ? current : latest
  memory.current = latest
  memory.latest = latest.map((seats) => [...seats])
  memory.stamp = epoch
}
