import type { Chain } from '@aichain/sdk'

/** The seat that the signer holds, taken now unless an earlier run took it. */
export async function takeSeat(chain: Chain, bond: bigint): Promise<number> {
  const held = await chain.getSeatOf(chain.account)
  if (held !== undefined) return held.seat
  const { seat } = await chain.join({ owner: chain.account, amount: bond })
  return seat
}
