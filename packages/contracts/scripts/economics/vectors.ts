import { decided, stuck, wrong } from './exact.js'

export const allCommitteeSizes = [3, 5, 7, 9, 11, 15]
export const adversaryShares = [0.05, 0.1, 0.2, 0.3, 0.4]
/** Part of the honest seats that is down at any time. */
const OUTAGE_RATE = 0.02
/** Seats there are; 0 is not known, so many that each draw is like the first. */
const networks = [0, 20, 200]

type Columns = {
  committeeSize: number[]
  adversaryShare: number[]
  seats: number[]
  outageRate: number[]
  probabilityWrong: number[]
  probabilityStuck: number[]
  quorumProbability: number[]
}

type Row = Readonly<Record<keyof Columns, number>>

/** What the SDK's functions must give, as columns. */
export function safetyVectors(): Columns {
  const columns: Columns = {
    committeeSize: [],
    adversaryShare: [],
    seats: [],
    outageRate: [],
    probabilityWrong: [],
    probabilityStuck: [],
    quorumProbability: [],
  }
  const names = Object.keys(columns) as (keyof Columns)[]
  for (const row of rows())
    for (const name of names) columns[name].push(row[name])
  return columns
}

function* rows(): Generator<Row> {
  for (const committeeSize of allCommitteeSizes)
    for (const cartel of adversaryShares)
      for (const seats of networks)
        for (const outageRate of [0, OUTAGE_RATE]) {
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
