import { type Case, outcomeOf } from './outcome.js'
import type { Rules } from './rules.js'

/** An appeal that found the truth against a decided lie. */
export type Overturn = {
  readonly deposit: number
  /** The winners' bonds and what was held. */
  readonly slashed: number
  /** What each member gets back. */
  readonly repaid: readonly number[]
  /** To the appellant, beside its deposit. */
  readonly reward: number
  readonly sink: number
}

/**
 * What an overturn moves, in units. As AppealsPart.
 * @param fee Of the appeal, without its round's tip.
 */
export function overturnOf(
  rules: Rules,
  of: Case,
  bond: number,
  fee: number,
): Overturn {
  const { paid, lost, held } = outcomeOf(rules, of)
  // Each winner has at least its bond: it was not slashed elsewhere.
  const slashed = paid.length * bond + held
  let pool = slashed
  const repaid = of.deeds.map((deed, member) => {
    const wasRight = deed === 'truth' || deed === 'lateTruth'
    const amount = wasRight ? Math.min(lost[member] ?? 0, pool) : 0
    pool -= amount
    return amount
  })
  const reward = Math.min(pool, fee)
  return {
    deposit: rules.appealDeposit(paid.length),
    slashed,
    repaid,
    reward,
    sink: pool - reward,
  }
}
