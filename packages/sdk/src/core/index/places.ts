import type { ByClass, PriceClass } from '../task/list.js'
import type { IndexedList, PlacesVersion } from './chain-index.js'

/** Nobody in any class. */
export const NO_PLACES: ByClass<readonly number[]> = [[], [], [], []]

/**
 * The seats that tasks of an epoch are drawn from, class by class.
 *
 * @param epoch - The current one, the one before, or the next: older places are
 *   forgotten, as the contracts forget them.
 *
 * @example
 * ```ts
 * import { type IndexedList, placesAt } from '@aichain/sdk/indexer'
 *
 * const cheapest = (list: IndexedList, epoch: number) => placesAt(list, epoch)[0]
 * ```
 */
export function placesAt(
  list: Pick<IndexedList, 'versions'>,
  epoch: number,
): ByClass<readonly number[]> {
  const version = list.versions.findLast(({ from }) => from <= epoch)
  return version?.places ?? NO_PLACES
}

/** How many places tasks of an epoch are drawn from. */
export function lengthAt(
  list: Pick<IndexedList, 'versions'>,
  epoch: number,
): number {
  return placesAt(list, epoch).flat().length
}

/** What a list will be from the next epoch on, unless it changes again. */
export function latestPlaces(
  list: Pick<IndexedList, 'versions'>,
): ByClass<readonly number[]> {
  return list.versions.at(-1)?.places ?? NO_PLACES
}

/** The versions after one class has changed in an epoch: it counts from the next. */
export function withClass(
  list: Pick<IndexedList, 'versions'>,
  change: {
    readonly epoch: number
    readonly class: PriceClass
    readonly seats: readonly number[]
  },
): readonly PlacesVersion[] {
  const from = change.epoch + 1
  const places: [...ByClass<readonly number[]>] = [...latestPlaces(list)]
  places[change.class] = change.seats
  const before = list.versions.filter((version) => version.from < from)
  return forget([...before, { from, places }], change.epoch - 1)
}

/** Leaves out what no task of an epoch, or of a later one, is drawn from. */
function forget(
  versions: readonly PlacesVersion[],
  epoch: number,
): readonly PlacesVersion[] {
  return versions.filter((_, index) => {
    const next = versions[index + 1]
    return next === undefined || next.from > epoch
  })
}
