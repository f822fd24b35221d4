import { quorum } from '../vote/quorum.js'

/** What is known of the places that a committee is drawn from. */
export type SafetyAssumptions = {
  /**
   * Places that the share reaches. Without it each member counts as drawn from all
   * places anew, which overstates the risk of a small list.
   */
  readonly places?: number | undefined
  /** Share of the honest seats that do not answer, 0 to 1. Default 0. */
  readonly outageRate?: number | undefined
}

/**
 * The probability that a committee decides a wrong answer: that an adversary,
 * whose seats all tell the same lie, holds a quorum of it.
 *
 * Members have different places, so with `places` it follows the hypergeometric
 * distribution, the adversary's seats rounded up; without, the binomial one.
 * Source: docs/economics.md, where a simulation confirms it.
 *
 * @param committeeSize - Number of seats drawn, k.
 * @param adversaryShare - Share of all seats that the adversary holds, 0 to 1.
 * @param assumptions - `outageRate` has no part in this one.
 * @returns 0 to 1; `NaN` for a size, share or number of places that cannot be.
 *
 * @example
 * ```ts
 * import { probabilityWrong } from '@aichain/sdk/core'
 *
 * probabilityWrong(5, 0.1) // 0.00046
 * probabilityWrong(5, 0.1, { places: 200 }) // 0.00035
 * ```
 */
export function probabilityWrong(
  committeeSize: number,
  adversaryShare: number,
  assumptions: SafetyAssumptions = {},
): number {
  const needed = quorum(committeeSize)
  return sumOver(
    { committeeSize, adversaryShare, assumptions },
    (adversaries) => (adversaries >= needed ? 1 : 0),
  )
}

/**
 * The probability that a committee does not decide, because the adversary holds
 * back its votes and the honest members who answer are no quorum. It costs the
 * requester time, not money: the fee goes back. It is 1 less
 * {@link quorumProbability}, without that subtraction's rounding.
 *
 * @param committeeSize - Number of seats drawn, k.
 * @param adversaryShare - Share of all seats that the adversary holds, 0 to 1.
 * @returns 0 to 1; `NaN` for a size, share or number of places that cannot be.
 *
 * @example
 * ```ts
 * import { probabilityStuck } from '@aichain/sdk/core'
 *
 * probabilityStuck(5, 0.1) // 0.081
 * probabilityStuck(5, 0.1, { places: 200, outageRate: 0.02 }) // 0.11
 * ```
 */
export function probabilityStuck(
  committeeSize: number,
  adversaryShare: number,
  assumptions: SafetyAssumptions = {},
): number {
  const needed = quorum(committeeSize)
  return sumOver(
    { committeeSize, adversaryShare, assumptions },
    (adversaries) =>
      answering(committeeSize - adversaries, assumptions, 0, needed - 1),
  )
}

/**
 * The probability that an honest quorum decides: that the honest members who
 * answer are a quorum of the committee by themselves, whatever the adversary
 * does. The answer is then the model's.
 *
 * @param committeeSize - Number of seats drawn, k.
 * @param adversaryShare - Share of all seats that the adversary holds, 0 to 1.
 * @returns 0 to 1; `NaN` for a size, share or number of places that cannot be.
 *
 * @example
 * ```ts
 * import { quorumProbability } from '@aichain/sdk/core'
 *
 * quorumProbability(7, 0.1, { places: 200, outageRate: 0.02 }) // 0.96
 * ```
 */
export function quorumProbability(
  committeeSize: number,
  adversaryShare: number,
  assumptions: SafetyAssumptions = {},
): number {
  const needed = quorum(committeeSize)
  return sumOver(
    { committeeSize, adversaryShare, assumptions },
    (adversaries) =>
      answering(
        committeeSize - adversaries,
        assumptions,
        needed,
        committeeSize,
      ),
  )
}

type Draw = {
  readonly committeeSize: number
  readonly adversaryShare: number
  readonly assumptions: SafetyAssumptions
}

/** Adds up, over the adversaries that can be drawn, how likely they are times a chance. */
function sumOver(draw: Draw, chance: (adversaries: number) => number): number {
  if (!isPossible(draw)) return Number.NaN
  let sum = 0
  for (let count = 0; count <= draw.committeeSize; count++) {
    const likelihood = drawing(draw, count)
    if (likelihood > 0) sum += likelihood * chance(count)
  }
  return sum
}

function isPossible({ committeeSize, adversaryShare, assumptions }: Draw) {
  const { places = committeeSize, outageRate = 0 } = assumptions
  return (
    Number.isInteger(committeeSize) &&
    committeeSize > 0 &&
    Number.isInteger(places) &&
    places >= committeeSize &&
    isShare(adversaryShare) &&
    isShare(outageRate)
  )
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 1
}

/** How likely a committee has exactly `count` seats of the adversary. */
function drawing(draw: Draw, count: number): number {
  const { committeeSize, adversaryShare, assumptions } = draw
  const { places } = assumptions
  if (places === undefined)
    return binomial(committeeSize, count, adversaryShare)
  const adversaries = wholePlaces(adversaryShare, places)
  return (
    (choose(adversaries, count) *
      choose(places - adversaries, committeeSize - count)) /
    choose(places, committeeSize)
  )
}

/** How likely `minimum` to `maximum` of the honest members answer. */
function answering(
  honest: number,
  { outageRate = 0 }: SafetyAssumptions,
  minimum: number,
  maximum: number,
): number {
  let sum = 0
  for (let count = minimum; count <= Math.min(honest, maximum); count++)
    sum += binomial(honest, count, 1 - outageRate)
  return sum
}

/** A share of all places, rounded up; 0.07 of 100 is 7, whatever floats make of it. */
function wholePlaces(share: number, places: number): number {
  return Math.ceil(share * places - 1e-9)
}

/** Probability of exactly `count` successes in `trials`. */
function binomial(trials: number, count: number, success: number): number {
  return (
    choose(trials, count) * success ** count * (1 - success) ** (trials - count)
  )
}

/** Ways to choose some of a total; none if there are too few. */
function choose(total: number, chosen: number): number {
  let ways = 1
  for (let step = 1; step <= chosen; step++)
    ways = (ways * (total - chosen + step)) / step
  return ways
}
