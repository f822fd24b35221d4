import type { PriceClass } from '../../core/task/list.js'
import { listOfWords } from '../../core/task/order-of-words.js'
import type { ContractEvent, EventBody } from './protocol-event.js'

/** What becomes of lists and of the places in them. */
export function placeEvent(
  { eventName, args }: ContractEvent,
  unit: bigint,
): EventBody | undefined {
  switch (eventName) {
    case 'ListOpened':
      return { type: 'list-opened', list: args.list, ...listOfWords(args) }
    case 'Offered':
      return {
        type: 'place-offered',
        ...args,
        class: args.class as PriceClass,
        fee: args.fee * unit,
        epoch: Number(args.epoch),
      }
    case 'OfferWithdrawn':
      return { type: 'offer-withdrawn', ...args, epoch: Number(args.epoch) }
    case 'Repriced':
      return {
        type: 'place-repriced',
        ...args,
        class: args.class as PriceClass,
        epoch: Number(args.epoch),
      }
    case 'Pruned':
      return { type: 'place-pruned', ...args, bounty: args.bounty * unit }
    default:
      return undefined
  }
}
