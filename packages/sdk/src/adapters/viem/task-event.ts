import { cidFromDigest } from '@aichain/base'
import { orderOfWords } from '../../core/task/order-of-words.js'
import { votedOutput } from '../../core/vote/unavailable.js'
import type { ContractEvent, EventBody } from './protocol-event.js'
import { orNothing } from './words.js'

/** What is asked, and how it is answered. */
export function taskEvent(
  { eventName, args }: ContractEvent,
  unit: bigint,
): EventBody | undefined {
  switch (eventName) {
    case 'TaskAdded': {
      const { task, requester, list } = args
      const order = orderOfWords(args.order, unit)
      return { type: 'task-added', task, requester, list, order }
    }
    case 'CommitteeDrawn':
      return { type: 'committee-drawn', ...args }
    case 'Committed':
      return { type: 'vote-committed', ...args }
    case 'Revealed':
      return {
        type: 'vote-revealed',
        ...args,
        output: votedOutput(args.output),
      }
    case 'Convened':
      return {
        type: 'task-convened',
        ...args,
        commitments: args.commitments.map(orNothing),
      }
    case 'SealKept':
      return { type: 'seal-kept', ...args }
    case 'VotesUncounted':
      return { type: 'votes-uncounted', ...args }
    case 'Decided':
      return {
        type: 'task-decided',
        ...args,
        output: cidFromDigest(args.output),
      }
    case 'Undecided':
      return {
        type: 'task-undecided',
        ...args,
        refund: args.refund * unit,
        kept: args.kept * unit,
      }
    case 'RoundTipPaid':
      return { type: 'round-tip-paid', ...args, amount: args.amount * unit }
    case 'RoundTipReturned':
      return { type: 'round-tip-returned', ...args, amount: args.amount * unit }
    case 'SettlementRefused':
      return { type: 'settlement-refused', ...args }
    default:
      return undefined
  }
}
