/**
 * How far a simulation may be from the probability that it samples: so far that a
 * right one goes further less than once in a million figures. By Chernoff's
 * bound, `n` rounds give a frequency as far from `p` as `f`, on either side, with
 * a probability of at most 2·exp(−n·D(f‖p)), D being the relative entropy. It
 * needs no normal approximation, so it holds for rare events too; for frequent
 * ones it is 5.4 standard errors.
 */
export const ONCE_IN = 1e6

/** A count of the simulation beside the probability that it samples. */
export type Figure = {
  readonly count: number
  readonly rounds: number
  readonly probability: number
}

/** At most this likely is a frequency `count / rounds`, or one further away. */
export function chanceOf({ count, rounds, probability }: Figure): number {
  const frequency = count / rounds
  const entropy =
    divergence(frequency, probability) +
    divergence(1 - frequency, 1 - probability)
  return Math.min(1, 2 * Math.exp(-rounds * entropy))
}

/** Whether a figure is so far away that the simulation or the formula is wrong. */
export function isTooFar(figure: Figure): boolean {
  return chanceOf(figure) < 1 / ONCE_IN
}

function divergence(part: number, expected: number): number {
  // Sums of probabilities end a rounding beside 0 or 1.
  const clamped = Math.max(0, expected)
  return part === 0 ? 0 : part * Math.log(part / clamped)
}
