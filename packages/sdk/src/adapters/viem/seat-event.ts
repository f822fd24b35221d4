import { cidFromDigest, type Digest } from '@aichain/base'
import type { ContractEvent, EventBody } from './protocol-event.js'
import { orNothing } from './words.js'

/** What becomes of seats, and of what all of them share. */
export function seatEvent(
  { eventName, args }: ContractEvent,
  unit: bigint,
): EventBody | undefined {
  switch (eventName) {
    case 'Joined':
      return { type: 'seat-joined', ...args, amount: args.amount * unit }
    case 'ToppedUp':
      return { type: 'seat-topped-up', ...args, amount: args.amount * unit }
    case 'SignerSet':
      return { type: 'signer-set', ...args, epoch: Number(args.epoch) }
    case 'Left':
      return { type: 'seat-left', ...args, to: Number(args.to) }
    case 'Claimed':
      return {
        type: 'reward-claimed',
        ...args,
        amount: args.amount * unit,
        cut: args.cut * unit,
        author: orNothing(args.author),
        authorPart: args.authorPart * unit,
      }
    case 'SeatWithdrawn':
      return { type: 'seat-withdrawn', ...args, amount: args.amount * unit }
    case 'ModelRegistered': {
      const { manifestCid, publisher, index } = args
      // Written as a CID of version 1, raw, sha2-256: the digest is its end.
      const digest: Digest = `0x${manifestCid.slice(-64)}`
      const model = cidFromDigest(digest)
      const type = 'model-registered'
      return { type, model, publisher, index: Number(index) }
    }
    case 'RoundPosted': {
      const { round, poster, randomness } = args
      return { type: 'round-posted', round: Number(round), poster, randomness }
    }
    default:
      return undefined
  }
}
