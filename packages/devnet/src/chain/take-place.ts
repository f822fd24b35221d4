import type { Chain, ListTerms, ProtocolParameters } from '@aichain/sdk'
import { entranceFee, listId } from '@aichain/sdk/core'
import { EntranceClosedError } from '@aichain/sdk/errors'

/**
 * Offers the signer's seat to a list, unless it is there already; whatever else
 * it served, it leaves. A list that takes no more places now is left to the
 * node, which tries again.
 *
 * @returns Whether anything changed.
 */
export async function takePlace(
  chain: Chain,
  list: ListTerms,
  parameters: ProtocolParameters,
): Promise<boolean> {
  const seat = await chain.getSeatOf(chain.account)
  if (seat === undefined || seat.to !== undefined) return false
  if (seat.place?.list === listId(list)) return false
  if (seat.place !== undefined) await chain.withdrawOffer(seat.seat)
  const known = await chain.getList(list)
  const fee = known?.entranceFee ?? entranceFee(0, parameters)
  const missing = parameters.bond + fee - seat.balance
  if (missing > 0n) await chain.topUp({ seat: seat.seat, amount: missing })
  const offered = await chain
    .offer({ seat: seat.seat, list, class: 0 })
    .catch(unlessEntranceClosed)
  return offered !== undefined || seat.place !== undefined
}

function unlessEntranceClosed(error: unknown): undefined {
  if (!(error instanceof EntranceClosedError)) throw error
}
