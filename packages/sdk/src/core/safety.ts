import { quorum } from './quorum.js'

/**
 * The probability that a committee decides a wrong answer, when an adversary
 * holds a share of all seats and a quorum of the committee falls to it. Seats
 * are taken as drawn independently (binomial), which overstates the risk of a
 * small network.
 *
 * @param committeeSize - Number of seats drawn.
 * @param adversaryShare - Share of all seats that the adversary holds, 0 to 1.
 *
 * @example
 * ```ts
 * import { probabilityWrong } from '@aichain/sdk/core'
 *
 * probabilityWrong(5, 0.1) // 0.00046
 * ```
 */
export function probabilityWrong(
  committeeSize: number,
  adversaryShare: number,
): number {
  return atLeast(quorum(committeeSize), committeeSize, adversaryShare)
}

/**
 * The probability that an adversary can keep a committee from deciding, by
 * holding back enough votes. It costs the requester time, not money: the fee
 * goes back.
 *
 * @param committeeSize - Number of seats drawn.
 * @param adversaryShare - Share of all seats that the adversary holds, 0 to 1.
 *
 * @example
 * ```ts
 * import { probabilityStuck } from '@aichain/sdk/core'
 *
 * probabilityStuck(5, 0.1) // 0.081
 * ```
 */
export function probabilityStuck(
  committeeSize: number,
  adversaryShare: number,
): number {
  const blocking = committeeSize - quorum(committeeSize) + 1
  return atLeast(blocking, committeeSize, adversaryShare)
}

/** Probability of at least `minimum` successes in `trials`. */
function atLeast(minimum: number, trials: number, success: number): number {
  let sum = 0
  for (let count = minimum; count <= trials; count++)
    sum +=
      choose(trials, count) *
      success ** count *
      (1 - success) ** (trials - count)
  return sum
}

function choose(total: number, chosen: number): number {
  let ways = 1
  for (let step = 1; step <= chosen; step++)
    ways = (ways * (total - chosen + step)) / step
  return ways
}
