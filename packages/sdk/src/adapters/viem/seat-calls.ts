import { listWords } from '../../core/task/list-id.js'
import type { ChainWriter, Deployment } from '../../ports/chain.js'
import type { First } from './contract-calls.js'
import { consensusCall } from './encode-call.js'
import { units } from './order-arguments.js'

/** Calls about seats and their places. */
export function seatCalls({ consensus }: Deployment, unit: bigint) {
  return {
    join: ({ owner, amount }: First<'join'>) =>
      consensusCall(consensus, 'join', [owner, units(amount, unit, 'amount')], {
        value: amount,
      }),
    topUp: ({ seat, amount }: First<'topUp'>) =>
      consensusCall(consensus, 'topUp', [seat, units(amount, unit, 'amount')], {
        value: amount,
      }),
    setSigner: ({ seat, signer, r, vs }: First<'setSigner'>) =>
      consensusCall(consensus, 'setSigner', [seat, signer, r, vs]),
    exit: (seat: number) => consensusCall(consensus, 'exit', [seat]),
    withdrawSeat: (seat: number) =>
      consensusCall(consensus, 'withdrawSeat', [seat]),
    claim: (seat: number) => consensusCall(consensus, 'claim', [seat]),
    offer: (place: First<'offer'>) => {
      const { model, author, authorBps } = listWords(place.list)
      const { seat, class: priceClass } = place
      const args = [seat, model, author, authorBps, priceClass] as const
      return consensusCall(consensus, 'offer', args)
    },
    withdrawOffer: (seat: number) =>
      consensusCall(consensus, 'withdrawOffer', [seat]),
    reprice: ({ seat, class: priceClass }: First<'reprice'>) =>
      consensusCall(consensus, 'reprice', [seat, priceClass]),
    prune: (seat: number) => consensusCall(consensus, 'prune', [seat]),
  } satisfies Partial<Record<keyof ChainWriter, unknown>>
}
