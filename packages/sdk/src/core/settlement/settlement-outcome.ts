import type { Digest } from '@aichain/base'
import { hasMember } from '../encoding/bitmap.js'
import { tally } from '../vote/tally.js'
import { UNAVAILABLE } from '../vote/unavailable.js'
import { hardSlash, softSlash, splitReward } from './reward.js'

/** What decides a settlement. Amounts in wei. */
export type SettlementOutcomeParameters = {
  /** What each member votes, in order; `undefined` for an absent member. */
  readonly outputs: readonly (Digest | undefined)[]
  /** What the seat of each member has, in the same order. */
  readonly balances: readonly bigint[]
  readonly fee: bigint
  readonly bond: bigint
  readonly slashBps: number
}

/** What a settlement does. Amounts in wei. */
export type SettlementOutcome =
  | {
      readonly type: 'decided'
      readonly output: Digest
      /** Bit m is set when member m is paid. */
      readonly winners: number
      /** Credited to each winner. */
      readonly share: bigint
      /** What does not divide; it goes to the treasury. */
      readonly dust: bigint
      /** Taken from each member and given to the sink: 0 for winners and absent members. */
      readonly penalties: readonly bigint[]
    }
  /** The quorum says that the prompt cannot be fetched: the fee goes back, nobody is slashed. */
  | { readonly type: 'unavailable'; readonly refund: bigint }
  /** No output has a quorum: the contract refuses, and the task stays open. */
  | { readonly type: 'undecided' }

/**
 * What a settlement in lane 1 will do, before it is sent. Mirrors the contract:
 * the output with a quorum wins and its members share the fee; a wrong vote
 * costs a share of the bond, an "unavailable" that lost one member's part of
 * the fee, never more than the seat has. A member whose vote is not brought
 * loses nothing, because it may not have been asked.
 *
 * @example
 * ```ts
 * import { type Digest, settlementOutcome } from '@aichain/sdk/core'
 *
 * const right: Digest = `0x${'11'.repeat(32)}`
 * const wrong: Digest = `0x${'22'.repeat(32)}`
 * settlementOutcome({
 *   outputs: [right, wrong, right, right, right, undefined],
 *   balances: [900n, 900n, 900n, 900n, 900n, 900n],
 *   fee: 1000n,
 *   bond: 900n,
 *   slashBps: 1000,
 * })
 * // { type: 'decided', output: right, winners: 0b11101, share: 250n,
 * //   dust: 0n, penalties: [0n, 90n, 0n, 0n, 0n, 0n] }
 * ```
 */
export function settlementOutcome(
  parameters: SettlementOutcomeParameters,
): SettlementOutcome {
  const { outputs, fee } = parameters
  const counted = tally(outputs, outputs.length)
  if (counted.type === 'undecided') return counted
  if (counted.type === 'unavailable')
    return { type: 'unavailable', refund: fee }
  const { winners } = counted
  const penalties = outputs.map((output, member) =>
    hasMember(winners, member) ? 0n : penaltyOf(parameters, output, member),
  )
  return { ...counted, ...splitReward({ ...parameters, winners }), penalties }
}

function penaltyOf(
  parameters: SettlementOutcomeParameters,
  output: Digest | undefined,
  member: number,
): bigint {
  if (output === undefined) return 0n
  const terms = { ...parameters, balance: parameters.balances[member] ?? 0n }
  return output === UNAVAILABLE
    ? softSlash({ ...terms, committeeSize: parameters.outputs.length })
    : hardSlash(terms)
}
