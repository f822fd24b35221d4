/**
 * How many equal votes decide: ⌈2k/3⌉ of the whole committee, whoever shows up.
 * Two outputs cannot both reach it.
 *
 * @param committeeSize - Number of seats drawn, k.
 *
 * @example
 * ```ts
 * import { quorum } from '@aichain/sdk/core'
 *
 * quorum(5) // 4
 * ```
 */
export function quorum(committeeSize: number): number {
  return Math.ceil((2 * committeeSize) / 3)
}
