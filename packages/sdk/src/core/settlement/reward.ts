import { countMembers } from '../encoding/bitmap.js'

/** One is this many basis points. */
const BASIS = 10_000n

/** What a fee is split by. */
export type RewardParameters = {
  /** Wei. */
  readonly fee: bigint
  /** Bit m is set when member m is paid; at least one is. */
  readonly winners: number
}

/**
 * Splits a task's fee among its winners. Mirrors the contract: equal shares,
 * rounded down; what does not divide goes to the treasury, so that
 * `fee = share · number of winners + dust`.
 *
 * @example
 * ```ts
 * import { splitReward } from '@aichain/sdk/core'
 *
 * splitReward({ fee: 1002n, winners: 0b1111 }) // { share: 250n, dust: 2n }
 * ```
 */
export function splitReward(parameters: RewardParameters): {
  readonly share: bigint
  readonly dust: bigint
} {
  const { fee } = parameters
  const winners = BigInt(countMembers(parameters.winners))
  return { share: fee / winners, dust: fee % winners }
}

/**
 * Wei that go to the treasury when rewards leave a seat, by `claim` or
 * `withdrawSeat`; the owner is paid the rest. Mirrors the contract.
 *
 * @example
 * ```ts
 * import { protocolCut } from '@aichain/sdk/core'
 *
 * protocolCut({ reward: 1000n, protocolFeeBps: 100 }) // 10n
 * ```
 */
export function protocolCut(parameters: {
  readonly reward: bigint
  readonly protocolFeeBps: number
}): bigint {
  const { reward, protocolFeeBps } = parameters
  return (reward * BigInt(protocolFeeBps)) / BASIS
}

/**
 * Wei taken from a seat for a wrong vote, or for a commitment never opened:
 * a share of the bond, at most what the seat has.
 *
 * @example
 * ```ts
 * import { hardSlash } from '@aichain/sdk/core'
 *
 * hardSlash({ balance: 900n, bond: 1000n, slashBps: 1000 }) // 100n
 * ```
 */
export function hardSlash(parameters: {
  readonly balance: bigint
  readonly bond: bigint
  readonly slashBps: number
}): bigint {
  const { balance, bond, slashBps } = parameters
  return least(balance, (bond * BigInt(slashBps)) / BASIS)
}

/**
 * Wei taken from a seat that was absent, or that lost with "unavailable": one
 * member's part of the fee, at most what the seat has.
 *
 * @example
 * ```ts
 * import { softSlash } from '@aichain/sdk/core'
 *
 * softSlash({ balance: 900n, fee: 1000n, committeeSize: 5 }) // 200n
 * ```
 */
export function softSlash(parameters: {
  readonly balance: bigint
  readonly fee: bigint
  readonly committeeSize: number
}): bigint {
  const { balance, fee, committeeSize } = parameters
  return least(balance, fee / BigInt(committeeSize))
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
