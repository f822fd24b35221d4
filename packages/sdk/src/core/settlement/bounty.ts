/** A tenth of what was taken, at most. */
const BOUNTY_DIVISOR = 10n

/**
 * Wei credited to whoever shows a vote that contradicts a decision: a tenth of
 * what the seat lost, at most one member's part of the fee. Mirrors the
 * contract. The rest goes to the sink, so that slashing is never a business.
 *
 * @example
 * ```ts
 * import { bounty } from '@aichain/sdk/core'
 *
 * bounty({ slash: 900n, fee: 1000n, committeeSize: 5 }) // 90n
 * ```
 */
export function bounty(parameters: {
  /** Wei that the seat lost. */
  readonly slash: bigint
  /** Wei, of the task that the vote was about. */
  readonly fee: bigint
  readonly committeeSize: number
}): bigint {
  const tenth = parameters.slash / BOUNTY_DIVISOR
  const part = parameters.fee / BigInt(parameters.committeeSize)
  return tenth < part ? tenth : part
}
