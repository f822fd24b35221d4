import { hasMember } from '../encoding/bitmap.js'
import { least } from '../money/part.js'
import { keptOf, lieCost, type Stakes } from '../money/slash.js'
import type { ProtocolParameters } from '../task/parameters.js'
import { sum } from './sum.js'

/** A task that ends without a quorum. Amounts in wei. */
export type RefundOutcomeParameters = Stakes & {
  /** What the seat of each member has, in order. */
  readonly balances: readonly bigint[]
  /** Bit m is set when member m committed on-chain, itself or by `convene`. */
  readonly committed: number
  /** Bit m is set when member m's vote is known. */
  readonly revealed: number
}

/** What `finalize` does. Amounts in wei. */
export type RefundOutcome = {
  /** Goes back to the requester. */
  readonly refund: bigint
  /** Of the fee, to the sink. */
  readonly kept: bigint
  /** Taken from each member. */
  readonly penalties: readonly bigint[]
  /** All that goes to the sink, `kept` included. */
  readonly sink: bigint
}

/**
 * What `finalize` does to everybody's money. Mirrors the contract: if nobody
 * committed, all goes back; else what blockers forgo is kept, so that asking is
 * no lottery. Who committed and did not reveal is slashed, unless nobody
 * revealed: then it was the chain that failed.
 *
 * @example
 * ```ts
 * import { refundOutcome } from '@aichain/sdk/core'
 *
 * refundOutcome(
 *   {
 *     share: 20n,
 *     appealable: true,
 *     balances: [900n, 900n, 900n],
 *     committed: 0b011,
 *     revealed: 0b001,
 *   },
 *   { hardSlash: 90n, minimumShare: 2n, unit: 1n },
 * )
 * // { refund: 58n, kept: 2n, penalties: [0n, 22n, 0n], sink: 24n }
 * ```
 */
export function refundOutcome(
  task: RefundOutcomeParameters,
  parameters: Pick<ProtocolParameters, 'hardSlash' | 'minimumShare' | 'unit'>,
): RefundOutcome {
  const { share, balances, committed, revealed } = task
  const committeeSize = balances.length
  const kept = committed === 0 ? 0n : keptOf({ committeeSize }, parameters)
  const withheld = revealed === 0 ? 0 : committed & ~revealed
  const penalty = lieCost(task, parameters)
  const penalties = balances.map((balance, member) =>
    hasMember(withheld, member) ? least(penalty, balance) : 0n,
  )
  const refund = share * BigInt(committeeSize) - kept
  return { refund, kept, penalties, sink: kept + sum(penalties) }
}
