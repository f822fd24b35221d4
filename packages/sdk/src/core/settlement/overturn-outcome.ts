import { least } from '../money/part.js'
import { lieCost, type Stakes } from '../money/slash.js'
import type { ProtocolParameters } from '../task/parameters.js'
import { sum } from './sum.js'

/** What the money of an overturned decision depends on. Amounts in wei. */
export type OverturnOutcomeParameters = Stakes & {
  /** What the seat of each first winner has. */
  readonly balances: readonly bigint[]
  /** What the first decision's losers were slashed, held until now. */
  readonly held: bigint
  /** Seats that were slashed for the output now found right. */
  readonly wronged: number
  /** What the members of the appeal were paid together. */
  readonly appealFee: bigint
}

/** Who pays and who is paid when a decision is overturned. Amounts in wei. */
export type OverturnOutcome = {
  /** Taken from each first winner: its bond, at most what it has. */
  readonly penalties: readonly bigint[]
  /** Given back to each wronged seat, in the order of the members: what a wrong vote costs, or nothing. */
  readonly repaid: readonly bigint[]
  /** Credited to the appellant, beside its deposit. */
  readonly reward: bigint
  readonly sink: bigint
}

/**
 * What happens to the money when an appeal decides otherwise. Mirrors the
 * contract: the first winners lose their bonds; of that, and of what was held,
 * each seat that was slashed for the right output gets back what it cost, one
 * after another while there is enough; the appellant gets its fee back, or what
 * is left; the sink gets the rest.
 *
 * @example
 * ```ts
 * import { overturnOutcome } from '@aichain/sdk/core'
 *
 * overturnOutcome(
 *   {
 *     share: 20n,
 *     balances: [1200n, 1000n, 300n],
 *     held: 22n,
 *     wronged: 1,
 *     appealFee: 150n,
 *   },
 *   { bond: 1000n, hardSlash: 100n, minimumShare: 2n },
 * )
 * // { penalties: [1000n, 1000n, 300n], repaid: [22n], reward: 150n, sink: 2150n }
 * ```
 */
export function overturnOutcome(
  overturned: OverturnOutcomeParameters,
  parameters: Pick<ProtocolParameters, 'bond' | 'hardSlash' | 'minimumShare'>,
): OverturnOutcome {
  const { balances, held, wronged, appealFee } = overturned
  const penalties = balances.map((balance) => least(balance, parameters.bond))
  const each = lieCost(overturned, parameters)
  let rest = sum(penalties) + held
  const repaid = Array.from({ length: wronged }, () => {
    const amount = rest < each ? 0n : each
    rest -= amount
    return amount
  })
  const reward = least(rest, appealFee)
  return { penalties, repaid, reward, sink: rest - reward }
}
