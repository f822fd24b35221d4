import { entranceFee } from '../money/fees.js'
import { epochAt } from '../task/lifecycle.js'
import type { ByClass, ListId, ListRecord } from '../task/list.js'
import type { ChainIndex } from './chain-index.js'
import { entranceAt, isOpening } from './entrance.js'
import { placesAt } from './places.js'

/**
 * A list as `getList` tells it at a time; `undefined` if nobody ever served it.
 *
 * @param now - Seconds since the epoch, by the chain's clock.
 *
 * @example
 * ```ts
 * import { type ChainIndex, listRecord } from '@aichain/sdk/indexer'
 *
 * const listsNow = (index: ChainIndex, now: number) =>
 *   [...index.lists.keys()].map((id) => listRecord(index, id, now))
 * ```
 */
export function listRecord(
  index: Pick<ChainIndex, 'lists' | 'parameters'>,
  id: ListId,
  now: number,
): ListRecord | undefined {
  const list = index.lists.get(id)
  if (!list) return undefined
  const epoch = epochAt(now, index.parameters)
  const { entries, pressure, limit } = entranceAt(list, epoch)
  return {
    ...list.terms,
    id,
    isOpening: isOpening(list, epoch),
    current: lengthsOf(placesAt(list, epoch)),
    next: lengthsOf(placesAt(list, epoch + 1)),
    open: Math.max(0, limit - entries),
    entranceFee: entranceFee(pressure, index.parameters),
  }
}

function lengthsOf(places: ByClass<readonly number[]>): ByClass<number> {
  const [first, second, third, fourth] = places
  return [first.length, second.length, third.length, fourth.length]
}
