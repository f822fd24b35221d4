import type { Address, Hex } from '@aichain/base'
import { entranceFee } from '../../../core/money/fees.js'
import type { RunnerSetup } from '../context/runner-setup.js'
import { openList } from '../models/open-list.js'
import { writeProgress } from '../record/progress-record.js'

/** A seat that was taken. */
export type JoinedSeat = {
  readonly seat: number
  /** `undefined` when the wallet held the seat already. */
  readonly transactionHash: Hex | undefined
}

/** Whose a seat is, and what it holds. */
export type JoinParameters = {
  /** Gets bond and rewards, and may be a cold address; the wallet itself if absent. */
  readonly owner?: Address | undefined
  /** Wei. What is above the bond pays for places. Default: the bond, and a place in the model's list as it costs now. */
  readonly amount?: bigint | undefined
}

/**
 * Takes a seat, unless the wallet holds one. The golden vectors run first: a
 * machine that would lose the bond must not get to put it up.
 */
export async function joinSeat(
  { chain, journal, hub, model, shelf }: RunnerSetup,
  { owner = chain.account, amount }: JoinParameters,
  signal: AbortSignal,
): Promise<JoinedSeat> {
  const held = await chain.getSeatOf(chain.account, { signal })
  if (held) return { seat: held.seat, transactionHash: undefined }
  const { terms } = await openList(shelf, model, signal)
  const parameters = await chain.getParameters({ signal })
  const list = await chain.getList(terms, { signal })
  const fee = list?.entranceFee ?? entranceFee(0, parameters)
  const { seat, transactionHash, blockNumber } = await chain.join(
    { owner, amount: amount ?? parameters.bond + fee },
    {
      signal,
      onProgress: (sent) => {
        if (sent.type !== 'transaction-sent') return
        hub.emit({
          type: 'transaction-sent',
          transactionHash: sent.transactionHash,
        })
      },
    },
  )
  // No task before this block can have drawn the seat.
  await writeProgress(journal, chain.deployment, blockNumber, { signal })
  return { seat, transactionHash }
}
