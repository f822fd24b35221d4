import type { Cid } from '@aichain/base'
import type { IndexAt } from '../../core/index/index-text.js'
import { listRecord } from '../../core/index/list-record.js'
import { placesAt } from '../../core/index/places.js'
import { epochAt } from '../../core/task/lifecycle.js'
import type { ListRecord, ListTerms, PriceClass } from '../../core/task/list.js'
import { listId } from '../../core/task/list-id.js'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import type { ChainReader, ListedSeat } from '../../ports/chain.js'
import type { PlaceFacts } from './facts.js'

const CLASSES: readonly PriceClass[] = [0, 1, 2, 3]

/** The places of a model, list by list, as the chain tells them. */
export async function readPlaces(
  chain: ChainReader,
  model: Cid,
  next: boolean,
  signal: AbortSignal,
): Promise<readonly PlaceFacts[]> {
  const [lists, parameters] = await Promise.all([
    chain.getLists(model, { signal }),
    chain.getParameters({ signal }),
  ])
  const places = await Promise.all(
    lists.map(async (list) => {
      const seats = await chain.getPlaces(list, { next, signal })
      return seats.map((seat) => placeFacts(seat, list, parameters))
    }),
  )
  return places.flat()
}

/** The places of a model, list by list, as an index knows them. */
export function indexedPlaces(
  { index, block }: IndexAt,
  model: Cid,
  next: boolean,
): readonly PlaceFacts[] {
  const { parameters, lists } = index
  const epoch = epochAt(block.timestamp, parameters) + (next ? 1 : 0)
  return [...lists.values()]
    .filter(({ terms }) => terms.model === model)
    .flatMap((list) => {
      const places = placesAt(list, epoch)
      return CLASSES.flatMap((each) =>
        places[each].map((seat, at) =>
          placeFacts({ seat, class: each, index: at }, list.terms, parameters),
        ),
      )
    })
}

/** The lists of a model, as an index knows them. */
export function indexedLists(
  { index, block }: IndexAt,
  model: Cid,
): readonly ListRecord[] {
  return [...index.lists.values()]
    .filter(({ terms }) => terms.model === model)
    .map(({ id }) => listRecord(index, id, block.timestamp))
    .filter((list) => list !== undefined)
}

function placeFacts(
  place: ListedSeat,
  terms: ListTerms,
  { prices }: ProtocolParameters,
): PlaceFacts {
  return {
    ...place,
    list: listId(terms),
    author: terms.author,
    price: prices[place.class],
  }
}
