import type { Address, Hex } from '@aichain/base'
import type { RunnerSetup } from '../context/runner-setup.js'
import { loadServedModels } from '../models/load-served-models.js'
import { writeProgress } from '../record/progress-record.js'

/** A seat that was taken. */
export type JoinedSeat = {
  readonly seat: number
  /** `undefined` when the wallet held the seat already. */
  readonly transactionHash: Hex | undefined
}

/**
 * Takes a seat, unless the wallet holds one. The golden vectors run first: a
 * machine that would lose the bond must not get to put it up.
 */
export async function joinSeat(
  setup: RunnerSetup,
  { owner }: { readonly owner?: Address | undefined },
  signal: AbortSignal,
): Promise<JoinedSeat> {
  const { chain, journal, hub, models: choice, served: models } = setup
  const held = await chain.getSeatOf(chain.account, { signal })
  if (held) return { seat: held.seat, transactionHash: undefined }
  await loadServedModels({ chain, models, choice, emit: hub.emit }, signal)
  const { bond } = await chain.getParameters({ signal })
  const { seat, transactionHash, blockNumber } = await chain.join(
    { owner: owner ?? chain.account, bond },
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
