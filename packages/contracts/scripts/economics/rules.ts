import { derivedOf, type Parameters } from '../parameters/parameters.js'
import { quorum } from './committee.js'

/** What the contract's money rules say under some parameters: MoneyLib, in units. */
export type Rules = {
  /** What a vote that counts must be able to lose, and the highest share of an order. */
  readonly hardSlash: number
  /** What absence from the court and an `UNAVAILABLE` that lost cost. */
  readonly softSlash: number
  /** What a wrong or withheld vote costs: where nobody can appeal the share alone. */
  readonly lieCost: (share: number, appealable: boolean) => number
  /** What is kept of a fee whenever nothing is decided although somebody worked. */
  readonly kept: (size: number) => number
  readonly bounty: (slashed: number) => number
  readonly entranceFee: (pressure: number) => number
  readonly appealDeposit: (winners: number) => number
}

/** The rules of the contracts. */
export function rulesOf(p: Parameters): Rules {
  const { hardSlash } = derivedOf(p)
  const softSlash = Math.floor(p.minimumShare / 2)
  return {
    hardSlash,
    softSlash,
    lieCost: (share, appealable) =>
      Math.min(hardSlash, appealable ? share + p.minimumShare : share),
    kept: (size) => (size - quorum(size) + 1) * softSlash,
    bounty: (slashed) => Math.min(part(slashed, 1_000), p.minimumShare),
    entranceFee: (pressure) =>
      part(p.bond, Math.min(200 + 100 * pressure, 2_000)),
    appealDeposit: (winners) => part(p.bond * winners, 1_000),
  }
}

/** A part in 1/10 000, rounded down. As `MoneyLib.part`. */
export function part(amount: number, bps: number): number {
  return Math.floor((amount * bps) / 10_000)
}
