// Prints, in one run, how long a question takes and what it costs in gas.
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { type GasRow, gasRow, seedGas } from './gas.js'
import {
  type LatencyRow,
  latencyRow,
  type Measured,
  measure,
  stages,
} from './measure.js'
import { table } from './table.js'

const blockTimes = [0.25, 1, 2]
const committees = [3, 5, 7]

type Result = {
  readonly runs: number
  readonly cores: number
  /** `ratio` is that of the total to the first row's. */
  readonly latency: readonly (LatencyRow & { readonly ratio: number })[]
  readonly gas: readonly GasRow[]
}

function resultOf(runs: number, measured: readonly Measured[]): Result {
  const rows = measured.map(latencyRow)
  const first = rows[0]?.total ?? Number.NaN
  return {
    runs,
    cores: availableParallelism(),
    latency: rows.map((row) => ({ ...row, ratio: row.total / first })),
    gas: committees.map((committee) =>
      gasRow(
        committee,
        measured
          .filter((one) => one.committee === committee)
          .flatMap(({ reports }) =>
            reports.map(({ transactions }) => transactions),
          ),
      ),
    ),
  }
}

function print({ runs, cores, latency, gas }: Result): void {
  console.log(
    `\nFrom submit to a checked answer, in ms: median of ${runs}, 7 nodes on ${cores} cores`,
  )
  console.log(latencyTable(latency))
  console.log('\nGas of each transaction, and of a whole task beside the seed')
  console.log(gasTable(gas))
  const seeds = [...seedGas].map(([votes, total]) => {
    return `${votes} votes: ${number(total)}`
  })
  console.log(`The seed's contract with ${seeds.join(', ')}`)
}

function latencyTable(latency: Result['latency']): string {
  return table(
    ['block s', 'committee', ...stages, 'ratio'],
    latency.map((row) => [
      row.blockTime,
      row.committee,
      ...stages.map((stage) => number(row[stage])),
      row.ratio.toFixed(2),
    ]),
  )
}

function gasTable(gas: readonly GasRow[]): string {
  return table(
    [
      ...[
        'votes',
        'addTask',
        '1st commit',
        'commit',
        'reveal',
        'deciding reveal',
      ],
      ...['task', 'seed', 'ratio'],
    ],
    gas.map((row) => [
      row.committee,
      ...[
        row.addTask,
        row.firstCommit,
        row.commit,
        row.reveal,
        row.decidingReveal,
      ].map(number),
      number(row.total),
      row.seed === undefined ? '–' : number(row.seed),
      row.ratio === undefined ? '–' : row.ratio.toFixed(2),
    ]),
  )
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en')
}

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
})
const runs = Number(values.runs)
const measured: Measured[] = []
for (const blockTime of blockTimes) {
  measured.push(...(await measure(blockTime, committees, runs)))
}
const result = resultOf(runs, measured)
if (values.json) console.log(JSON.stringify(result))
else print(result)
