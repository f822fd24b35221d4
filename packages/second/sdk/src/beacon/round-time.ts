import type { Beacon } from './beacon.js'

type Schedule = Pick<Beacon, 'genesis' | 'period'>

/**
 * The first round that is published at a time or later. Mirrors `RoundLib.sol`.
 *
 * @param timestamp - Seconds since 1970.
 *
 * @example
 * ```ts
 * import { roundAt } from '@aichain/sdk/beacon'
 *
 * roundAt({ genesis: 1_692_803_367, period: 3 }, 1_692_803_368) // 2n
 * ```
 */
export function roundAt(
  { genesis, period }: Schedule,
  timestamp: number,
): bigint {
  if (timestamp <= genesis) return 1n
  return BigInt(Math.ceil((timestamp - genesis) / period)) + 1n
}

/**
 * When a round is published, in seconds since 1970. Mirrors `RoundLib.sol`.
 *
 * @example
 * ```ts
 * import { timeOf } from '@aichain/sdk/beacon'
 *
 * timeOf({ genesis: 1_692_803_367, period: 3 }, 2n) // 1692803370
 * ```
 */
export function timeOf({ genesis, period }: Schedule, round: bigint): number {
  return genesis + Number(round - 1n) * period
}
