import type { ListId, PriceClass } from '../../../core/task/list.js'
import type { SeatRecord } from '../../../core/task/task.js'

/** What brings a seat nearer to the place that its node wants. */
export type PlaceStep = 'offer' | 'reprice' | 'withdraw' | 'none'

/**
 * The next step towards a place in a list at a class. A seat that leaves gets
 * none; one that was put out still has its own, and who prunes it is paid out
 * of what the seat has left.
 */
export function placeStep(
  seat: Pick<SeatRecord, 'place' | 'to'>,
  wanted: { readonly list: ListId; readonly class: PriceClass },
): PlaceStep {
  const { place, to } = seat
  if (to !== undefined) return place ? 'withdraw' : 'none'
  if (place === undefined) return 'offer'
  if (place.list !== wanted.list) return 'withdraw'
  return place.class === wanted.class ? 'none' : 'reprice'
}
