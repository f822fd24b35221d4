import { decided, stuck, wrong } from './exact.mjs'
import { adversaryShares, allCommitteeSizes, assumptions } from './report.mjs'

/** Seats there are; 0 is not known, so many that each draw is like the first. */
const networks = [0, 20, assumptions.seats]

/** What the SDK's functions must give, as columns. */
export function safetyVectors() {
  const columns = {
    committeeSize: [],
    adversaryShare: [],
    seats: [],
    outageRate: [],
    probabilityWrong: [],
    probabilityStuck: [],
    quorumProbability: [],
  }
  for (const row of rows())
    for (const [name, value] of Object.entries(row)) columns[name].push(value)
  return columns
}

function* rows() {
  for (const committeeSize of allCommitteeSizes)
    for (const cartel of adversaryShares)
      for (const seats of networks)
        for (const outageRate of [0, assumptions.outageRate]) {
          const known = seats === 0 ? undefined : seats
          const scenario = { committeeSize, cartel, seats: known, outageRate }
          yield {
            committeeSize,
            adversaryShare: cartel,
            seats,
            outageRate,
            probabilityWrong: wrong(scenario),
            probabilityStuck: stuck(scenario),
            quorumProbability: decided(scenario),
          }
        }
}
