import { derivedOf, type Parameters } from '../parameters/parameters.js'
import { quorum } from './committee.js'

/** What the contract's money rules say under some parameters: MoneyLib, in units. */
export type Rules = {
  readonly hardSlash: number
  /** What absence from the court and an `UNAVAILABLE` that lost cost. */
  readonly softSlash: (share: number) => number
  /** What a wrong or withheld vote costs in a task that is decided. */
  readonly lieCost: (share: number, isAppealable: boolean) => number
  /** What is kept of a fee whenever nothing is decided although somebody worked. */
  readonly kept: (share: number, size: number) => number
  readonly bounty: (slashed: number) => number
  readonly entranceFee: (pressure: number) => number
  readonly appealDeposit: (winners: number) => number
  /** Whether `convene` counts a commitment as committed whose member did not acknowledge it. */
  readonly takesUnacknowledged: boolean
  /** Whether a commitment on-chain that is not in a settlement's seal is paid for the settled output. */
  readonly paysUnsealed: boolean
}

const UNAPPEALABLE_SHARES = 10

/** The rules before four faults in them were found: what those cost is still played. */
export function firstDraft(p: Parameters): Rules {
  const { hardSlash } = derivedOf(p)
  const softSlash = (share: number) => Math.min(share, p.minimumShare)
  return {
    hardSlash,
    softSlash,
    lieCost: (share, isAppealable) =>
      isAppealable
        ? hardSlash
        : Math.min(hardSlash, UNAPPEALABLE_SHARES * share),
    kept: (share, size) => (size - quorum(size) + 1) * softSlash(share),
    bounty: (slashed) => Math.min(part(slashed, 1_000), p.minimumShare),
    entranceFee: (pressure) =>
      part(p.bond, Math.min(200 + 100 * pressure, 2_000)),
    appealDeposit: (winners) => part(p.bond * winners, 1_000),
    takesUnacknowledged: true,
    paysUnsealed: true,
  }
}

/**
 * The rules of the contracts, mended: half a least share where one is
 * lost, a lie for its share and one least share more, only acknowledged
 * commitments in a convened court, and nothing for a commitment on-chain that is not
 * in the seal of the settlement.
 */
export function asBuilt(p: Parameters): Rules {
  const built = firstDraft(p)
  const softSlash = () => Math.floor(p.minimumShare / 2)
  return {
    ...built,
    softSlash,
    lieCost: (share) => Math.min(built.hardSlash, share + p.minimumShare),
    kept: (_, size) => (size - quorum(size) + 1) * softSlash(),
    takesUnacknowledged: false,
    paysUnsealed: false,
  }
}

/** A part in 1/10 000, rounded down. As `MoneyLib.part`. */
export function part(amount: number, bps: number): number {
  return Math.floor((amount * bps) / 10_000)
}
