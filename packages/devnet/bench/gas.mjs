import { median } from './median.mjs'

/** What the seed's contract paid for a task of so many votes. */
export const seedGas = new Map([
  [2, 1_146_463],
  [3, 1_389_913],
  [5, 1_876_819],
])

/**
 * Gas of each kind of transaction in tasks of one committee size.
 *
 * The first commitment also stores the committee, and the last reveal also
 * counts the votes and pays.
 *
 * @param {number} committee
 * @param {readonly (readonly import('../dist/cli.js').AnswerReport['transactions'])[]} tasks
 */
export function gasRow(committee, tasks) {
  const of = (type, choose) =>
    median(
      tasks.flatMap((transactions) =>
        choose(
          transactions
            .filter((transaction) => transaction.type === type)
            .map(({ gas }) => Number(gas)),
        ),
      ),
    )
  const heaviest = (gas) => [Math.max(...gas)]
  const others = (gas) => [...gas].sort((a, b) => a - b).slice(0, -1)
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
    lastReveal: of('vote-revealed', heaviest),
    total,
    ...(seed === undefined ? {} : { seed, ratio: total / seed }),
  }
}
