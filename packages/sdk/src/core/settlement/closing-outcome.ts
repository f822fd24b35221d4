import { countMembers, hasMember } from '../encoding/bitmap.js'
import { least } from '../money/part.js'
import { bountyOf, lieCost, type Stakes, softSlash } from '../money/slash.js'
import type { ProtocolParameters } from '../task/parameters.js'
import { sum } from './sum.js'

/** Whose votes never came, once a decided task is dead. Amounts in wei. */
export type ClosingOutcomeParameters = Stakes & {
  /** What the seat of each member has, in order. */
  readonly balances: readonly bigint[]
  /** Bit m is set when member m sealed a vote on-chain and kept it sealed. */
  readonly withheld: number
  /**
   * Bit m is set when no vote of member m is known otherwise: it costs where
   * the court decided, unless a seal was convened.
   */
  readonly absent: number
  /** Whether absence costs: see `absent`. */
  readonly wasInCourt: boolean
}

/** What closing a task does. Amounts in wei. */
export type ClosingOutcome = {
  /** Taken from each member. */
  readonly penalties: readonly bigint[]
  /** Shares that nobody earned: of the sink. */
  readonly unclaimed: bigint
  /** Of whoever closes it. */
  readonly bounty: bigint
  /** All that goes to the sink, `unclaimed` included. */
  readonly sink: bigint
}

/**
 * What `close` does to everybody's money. Mirrors the contract: a vote that was
 * sealed on-chain and kept sealed costs what lies cost, of which a tenth is the
 * bounty; absence from the court costs half of the least share; shares that nobody
 * earned go to the sink.
 *
 * @example
 * ```ts
 * import { closingOutcome } from '@aichain/sdk/core'
 *
 * closingOutcome(
 *   {
 *     share: 20n,
 *     appealable: true,
 *     balances: [900n, 900n, 900n, 900n],
 *     withheld: 0b0001,
 *     absent: 0b1000,
 *     wasInCourt: true,
 *   },
 *   { hardSlash: 90n, minimumShare: 2n, unit: 1n },
 * )
 * // { penalties: [22n, 0n, 0n, 1n], unclaimed: 40n, bounty: 2n, sink: 61n }
 * ```
 */
export function closingOutcome(
  silence: ClosingOutcomeParameters,
  parameters: Pick<ProtocolParameters, 'hardSlash' | 'minimumShare' | 'unit'>,
): ClosingOutcome {
  const { share, balances, withheld, absent, wasInCourt } = silence
  const lie = lieCost(silence, parameters)
  const absence = wasInCourt ? softSlash(parameters) : 0n
  const taken = (members: number, penalty: bigint) =>
    balances.map((balance, member) =>
      hasMember(members, member) ? least(penalty, balance) : 0n,
    )
  const [lies, absences] = [taken(withheld, lie), taken(absent, absence)]
  const unclaimed = share * BigInt(countMembers(withheld | absent))
  const bounty = bountyOf(sum(lies), parameters)
  return {
    penalties: lies.map((amount, member) => amount + (absences[member] ?? 0n)),
    unclaimed,
    bounty,
    sink: unclaimed + sum(lies) + sum(absences) - bounty,
  }
}
