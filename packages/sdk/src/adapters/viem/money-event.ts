import type { ContractEvent, EventBody } from './protocol-event.js'
import { orNothing } from './words.js'

/** Credit, and what is paid with it. */
export function moneyEvent(
  { eventName, args }: ContractEvent,
  unit: bigint,
): EventBody | undefined {
  switch (eventName) {
    case 'Deposited':
      return { type: 'credit-deposited', ...args, amount: args.amount * unit }
    case 'Withdrawn':
      return { type: 'credit-withdrawn', ...args, amount: args.amount * unit }
    case 'Authorized':
      return {
        type: 'key-authorized',
        ...args,
        amount: args.amount * unit,
        until: Number(args.until),
        list: orNothing(args.list),
      }
    case 'OrderSubmitted':
      return {
        type: 'order-submitted',
        ...args,
        key: orNothing(args.key),
        tip: args.tip * unit,
      }
    case 'OrderRefused':
      return { type: 'order-refused', ...args, index: Number(args.index) }
    case 'Swept':
      return { type: 'debt-swept', ...args, amount: args.amount * unit }
    default:
      return undefined
  }
}
