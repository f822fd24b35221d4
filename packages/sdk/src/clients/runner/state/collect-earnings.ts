import { equalHex } from '@aichain/base'
import type { Chain } from '../../../ports/chain.js'

/** What a node’s key was paid, in wei. */
export type CollectedEarnings = {
  /** Tips, bounties, and deposits that came back: to the wallet. */
  readonly credit: bigint
  /**
   * What left the seat: to the wallet, less the protocol's cut and the author's
   * part. 0 where another account owns the seat, which claims it itself.
   */
  readonly rewards: bigint
}

/** Fetches all that may be fetched with the wallet's key. */
export async function collectEarnings(
  chain: Chain,
  signal: AbortSignal,
): Promise<CollectedEarnings> {
  const { account } = chain
  const credit = await chain.getCredit(account, { signal })
  if (credit > 0n) await chain.withdraw({ signal })
  const seat = await chain.getSeatOf(account, { signal })
  const isOwn = seat !== undefined && equalHex(seat.owner, account)
  const rewards = isOwn ? seat.balance - seat.paidIn : 0n
  if (!seat || rewards <= 0n) return { credit, rewards: 0n }
  await chain.claim(seat.seat, { signal })
  return { credit, rewards }
}
