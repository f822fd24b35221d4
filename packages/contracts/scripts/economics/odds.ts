/**
 * How a committee that is drawn without replacement is made up, exactly: the
 * hypergeometric distribution by products of fractions, which is the same on
 * every machine.
 */

/** Probability of each number of marked ones among `drawn` of `all`; index is the number. */
export function distribution(
  all: number,
  marked: number,
  drawn: number,
): number[] {
  let odds = [1]
  for (let draws = 0; draws < drawn; draws++) {
    const next = new Array<number>(odds.length + 1).fill(0)
    odds.forEach((probability, found) => {
      const left = all - draws
      const isMarked = Math.max(0, marked - found) / left
      next[found] = (next[found] ?? 0) + probability * (1 - isMarked)
      next[found + 1] = (next[found + 1] ?? 0) + probability * isMarked
    })
    odds = next
  }
  return odds
}

/** The mean of a value over a distribution. */
export function mean(
  odds: readonly number[],
  value: (count: number) => number,
): number {
  return odds.reduce(
    (sum, probability, count) =>
      probability === 0 ? sum : sum + probability * value(count),
    0,
  )
}

/** The probability of what holds for a number. */
export function chance(
  odds: readonly number[],
  holds: (count: number) => boolean,
): number {
  return mean(odds, (count) => Number(holds(count)))
}
