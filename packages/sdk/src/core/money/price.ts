import type { ByClass, PriceClass } from '../task/list.js'
import type { ProtocolParameters } from '../task/parameters.js'

/** What names an order's fee. */
export type FeeParameters = {
  readonly committeeSize: number
  readonly share: bigint
  readonly roundTip: bigint
}

/**
 * Wei that an order costs: a share for each member, and the round's tip.
 *
 * @example
 * ```ts
 * import { feeOf } from '@aichain/sdk/core'
 *
 * feeOf({ committeeSize: 5, share: 200n, roundTip: 10n }) // 1010n
 * ```
 */
export function feeOf(order: FeeParameters): bigint {
  return BigInt(order.committeeSize) * order.share + order.roundTip
}

/**
 * The least share that is paid to places of a class: four times that of the
 * class below it. Mirrors the contract.
 *
 * @example
 * ```ts
 * import { priceOf } from '@aichain/sdk/core'
 *
 * priceOf(2, { minimumShare: 10n }) // 160n
 * ```
 */
export function priceOf(
  priceClass: PriceClass,
  { minimumShare }: Pick<ProtocolParameters, 'minimumShare'>,
): bigint {
  return minimumShare << BigInt(2 * priceClass)
}

/**
 * The prices of all classes, from the lowest.
 *
 * @example
 * ```ts
 * import { pricesOf } from '@aichain/sdk/core'
 *
 * pricesOf({ minimumShare: 10n }) // [10n, 40n, 160n, 640n]
 * ```
 */
export function pricesOf(
  parameters: Pick<ProtocolParameters, 'minimumShare'>,
): ByClass<bigint> {
  return [
    priceOf(0, parameters),
    priceOf(1, parameters),
    priceOf(2, parameters),
    priceOf(3, parameters),
  ]
}

/**
 * The highest class that a share reaches: a task draws from the places of all
 * classes up to it. Mirrors the contract, which refuses a share below class 0.
 *
 * @example
 * ```ts
 * import { classOf } from '@aichain/sdk/core'
 *
 * classOf(159n, { minimumShare: 10n }) // 1
 * ```
 */
export function classOf(
  share: bigint,
  parameters: Pick<ProtocolParameters, 'minimumShare'>,
): PriceClass {
  if (share < priceOf(1, parameters)) return 0
  if (share < priceOf(2, parameters)) return 1
  return share < priceOf(3, parameters) ? 2 : 3
}
