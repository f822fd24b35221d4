import { accept, type Result, refuse } from '@aichain/base'

/**
 * An amount in whole units, as the contracts count. Refused: one that is
 * negative, or no multiple of the unit.
 *
 * @param amount - In wei, or the asset's smallest unit.
 * @param unit - Of the deployment, in the same.
 *
 * @example
 * ```ts
 * import { toUnits } from '@aichain/sdk/core'
 *
 * toUnits(3_000_000_000n, 1_000_000_000n) // { ok: true, value: 3n }
 * toUnits(1n, 1_000_000_000n).ok // false
 * ```
 */
export function toUnits(amount: bigint, unit: bigint): Result<bigint> {
  if (amount < 0n) return refuse(`${amount} is negative`)
  return amount % unit === 0n
    ? accept(amount / unit)
    : refuse(`${amount} is no multiple of ${unit}`)
}

/**
 * What an amount in units is in wei, or the asset's smallest unit. Inverse of
 * {@link toUnits}.
 *
 * @example
 * ```ts
 * import { fromUnits } from '@aichain/sdk/core'
 *
 * fromUnits(3n, 1_000_000_000n) // 3_000_000_000n
 * ```
 */
export function fromUnits(units: bigint, unit: bigint): bigint {
  return units * unit
}

/**
 * The next multiple of the unit: what a quote asks, so that it can be paid.
 *
 * @example
 * ```ts
 * import { roundUpToUnits } from '@aichain/sdk/core'
 *
 * roundUpToUnits(1n, 1_000_000_000n) // 1_000_000_000n
 * ```
 */
export function roundUpToUnits(amount: bigint, unit: bigint): bigint {
  return ((amount + unit - 1n) / unit) * unit
}
