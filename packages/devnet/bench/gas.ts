import type { AnswerReport } from '../src/cli.js'
import { median } from './median.js'

/** What the seed's contract paid for a task of so many votes. */
export const seedGas: ReadonlyMap<number, number> = new Map([
  [2, 1_146_463],
  [3, 1_389_913],
  [5, 1_876_819],
])

/** Medians of gas; `ratio` is that of a whole task to the seed's. */
export type GasRow = {
  readonly committee: number
  readonly addTask: number
  readonly firstCommit: number
  readonly commit: number
  readonly reveal: number
  readonly decidingReveal: number
  readonly total: number
  readonly seed?: number
  readonly ratio?: number
}

/**
 * Gas of each kind of transaction in tasks of one committee size.
 *
 * The first commitment also stores the committee, and the reveal that makes a
 * quorum also counts the votes and pays.
 */
export function gasRow(
  committee: number,
  tasks: readonly AnswerReport['transactions'][],
): GasRow {
  const of = (
    type: string,
    choose: (gas: readonly number[]) => readonly number[],
  ): number =>
    median(
      tasks.flatMap((transactions) =>
        choose(
          transactions
            .filter((transaction) => transaction.type === type)
            .map(({ gas }) => Number(gas)),
        ),
      ),
    )
  const heaviest = (gas: readonly number[]) => [Math.max(...gas)]
  const others = (gas: readonly number[]) =>
    [...gas].sort((a, b) => a - b).slice(0, -1)
  const total = median(
    tasks.map((transactions) =>
      transactions.reduce((sum, { gas }) => sum + Number(gas), 0),
    ),
  )
  const seed = seedGas.get(committee)
  return {
    committee,
    addTask: of('task-added', (gas) => gas),
    firstCommit: of('vote-committed', heaviest),
    commit: of('vote-committed', others),
    reveal: of('vote-revealed', others),
    decidingReveal: of('vote-revealed', heaviest),
    total,
    ...(seed === undefined ? {} : { seed, ratio: total / seed }),
  }
}
