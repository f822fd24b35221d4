import { feeOf, type Receipt } from '@aichain/sdk/core'

/** Wei that the order of a receipt cost. */
export function feePaid({ order }: Receipt): bigint {
  const { committeeSize, share, roundTip } = order
  const amounts = { share: BigInt(share), roundTip: BigInt(roundTip) }
  return feeOf({ committeeSize, ...amounts })
}
