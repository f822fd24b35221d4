import { least } from '../money/part.js'
import type { ProtocolParameters } from '../task/parameters.js'
import { sum } from './sum.js'

/** What the money of an overturned decision depends on. Amounts in wei. */
export type OverturnOutcomeParameters = {
  /** What the seat of each first winner has. */
  readonly balances: readonly bigint[]
  /** What the first decision's losers were slashed, held until now. */
  readonly held: bigint
  /** What each seat lost that was slashed for the output now found right, in the order of the members. */
  readonly wronged: readonly bigint[]
  /** What the members of the appeal were paid together. */
  readonly appealFee: bigint
}

/** Who pays and who is paid when a decision is overturned. Amounts in wei. */
export type OverturnOutcome = {
  /** Taken from each first winner: its bond, at most what it has. */
  readonly penalties: readonly bigint[]
  /** Given back to each wronged seat, in the order of the members: what it lost, as far as there is enough. */
  readonly repaid: readonly bigint[]
  /** Credited to the appellant, beside its deposit. */
  readonly reward: bigint
  readonly sink: bigint
}

/**
 * What happens to the money when an appeal decides otherwise. Mirrors the
 * contract: the first winners lose their bonds; of that, and of what was held,
 * each seat that was slashed for the right output gets back what it lost, one
 * after another while there is enough; the appellant gets its fee back, or what
 * is left; the sink gets the rest.
 *
 * @example
 * ```ts
 * import { overturnOutcome } from '@aichain/sdk/core'
 *
 * overturnOutcome(
 *   {
 *     balances: [1200n, 1000n, 300n],
 *     held: 22n,
 *     wronged: [22n],
 *     appealFee: 150n,
 *   },
 *   { bond: 1000n },
 * )
 * // { penalties: [1000n, 1000n, 300n], repaid: [22n], reward: 150n, sink: 2150n }
 * ```
 */
export function overturnOutcome(
  overturned: OverturnOutcomeParameters,
  parameters: Pick<ProtocolParameters, 'bond'>,
): OverturnOutcome {
  const { balances, held, wronged, appealFee } = overturned
  const penalties = balances.map((balance) => least(balance, parameters.bond))
  let rest = sum(penalties) + held
  const repaid = wronged.map((lost) => {
    const amount = least(lost, rest)
    rest -= amount
    return amount
  })
  const reward = least(rest, appealFee)
  return { penalties, repaid, reward, sink: rest - reward }
}
