import type { ProtocolParameters } from '../task/parameters.js'
import { partOf } from './part.js'

const ENTRANCE_BPS = 200
const QUEUE_BPS = 100
const MAXIMUM_ENTRANCE_BPS = 2_000
const DEPOSIT_BPS = 1_000

/**
 * Wei that a place costs, out of the seat's balance: a fiftieth of the bond,
 * and a hundredth more for each epoch in a row in which the list was full
 * before, up to a fifth. Mirrors the contract.
 *
 * @param fullEpochs - In how many epochs in a row the list was full.
 *
 * @example
 * ```ts
 * import { entranceFee } from '@aichain/sdk/core'
 *
 * entranceFee(3, { bond: 1000n, unit: 1n }) // 50n
 * ```
 */
export function entranceFee(
  fullEpochs: number,
  parameters: Pick<ProtocolParameters, 'bond' | 'unit'>,
): bigint {
  const bps = ENTRANCE_BPS + QUEUE_BPS * fullEpochs
  const bounded = Math.min(bps, MAXIMUM_ENTRANCE_BPS)
  return partOf(parameters.bond, bounded, parameters.unit)
}

/**
 * Wei that an appellant loses if the decision was right: a tenth of the
 * winners' bonds. Mirrors the contract.
 *
 * @param winners - How many members gave the agreed output.
 *
 * @example
 * ```ts
 * import { appealDeposit } from '@aichain/sdk/core'
 *
 * appealDeposit(5, { bond: 1000n, unit: 1n }) // 500n
 * ```
 */
export function appealDeposit(
  winners: number,
  parameters: Pick<ProtocolParameters, 'bond' | 'unit'>,
): bigint {
  const bonds = parameters.bond * BigInt(winners)
  return partOf(bonds, DEPOSIT_BPS, parameters.unit)
}

/** How rewards are shared when they leave a seat. Amounts in wei. */
export type RewardSplit = {
  /** The treasury's. */
  readonly cut: bigint
  /** The author's of the list. */
  readonly authorPart: bigint
  /** The owner's. */
  readonly rest: bigint
}

/**
 * How rewards are shared when they leave a seat. Mirrors the contract.
 *
 * @param authorBps - The author's part of the list, in 1/10,000; 0 for nobody.
 *
 * @example
 * ```ts
 * import { splitRewards } from '@aichain/sdk/core'
 *
 * splitRewards(1000n, 500, { protocolFeeBps: 100, unit: 1n })
 * // { cut: 10n, authorPart: 50n, rest: 940n }
 * ```
 */
export function splitRewards(
  rewards: bigint,
  authorBps: number,
  parameters: Pick<ProtocolParameters, 'protocolFeeBps' | 'unit'>,
): RewardSplit {
  const { protocolFeeBps, unit } = parameters
  const cut = partOf(rewards, protocolFeeBps, unit)
  const authorPart = partOf(rewards, authorBps, unit)
  return { cut, authorPart, rest: rewards - cut - authorPart }
}
