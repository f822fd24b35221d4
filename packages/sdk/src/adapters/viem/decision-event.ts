import { cidFromDigest } from '@aichain/base'
import { votedOutput } from '../../core/vote/unavailable.js'
import type { ContractEvent, EventBody } from './protocol-event.js'

/** What comes beside and after a decision. */
export function decisionEvent(
  { eventName, args }: ContractEvent,
  unit: bigint,
): EventBody | undefined {
  switch (eventName) {
    case 'VoteAdded':
      return { type: 'vote-added', ...args, output: votedOutput(args.output) }
    case 'Slashed':
      return { type: 'seat-slashed', ...args, amount: args.amount * unit }
    case 'Punished':
      return {
        type: 'member-punished',
        ...args,
        output: cidFromDigest(args.output),
        bounty: args.bounty * unit,
      }
    case 'Closed':
      return {
        type: 'task-closed',
        ...args,
        unclaimed: args.unclaimed * unit,
        bounty: args.bounty * unit,
      }
    case 'Appealed':
      return { type: 'task-appealed', ...args, deposit: args.deposit * unit }
    case 'AppealEnded':
      return { type: 'appeal-ended', ...args, lost: args.lost * unit }
    case 'Overturned':
      return {
        type: 'task-overturned',
        ...args,
        output: cidFromDigest(args.output),
        slashed: args.slashed * unit,
        repaid: args.repaid * unit,
        reward: args.reward * unit,
        deposit: args.deposit * unit,
      }
    case 'Repaid':
      return { type: 'seat-repaid', ...args, amount: args.amount * unit }
    case 'Released':
      return { type: 'stake-released', ...args, amount: args.amount * unit }
    default:
      return undefined
  }
}
