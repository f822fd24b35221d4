// Prints, in one run, how long a question takes and what it costs in gas.
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { ask } from '../dist/cli.js'
import { createDevnet } from '../dist/index.js'
import { gasRow, seedGas } from './gas.mjs'
import { median } from './median.mjs'

const blockTimes = [0.25, 1, 2]
const committees = [3, 5, 7]
const stages = ['store', 'post', 'draw', 'commit', 'reveal', 'check', 'total']
const question = 'What is the capital of France?'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
})
const runs = Number(values.runs)

const say = (text) => process.stderr.write(`${text}\n`)

/** Every question of one network; the first one warms it up and does not count. */
async function measure(blockTime) {
  const devnet = await createDevnet({
    nodes: Math.max(...committees),
    blockTime,
  })
  try {
    await ask(devnet, question, { maxNewTokens: 12 })
    const measured = []
    for (const committee of committees) {
      say(`  blocks of ${blockTime} s, committee of ${committee}`)
      const reports = []
      for (let run = 0; run < runs; run += 1) {
        reports.push(
          await ask(devnet, question, { committee, maxNewTokens: 12 }),
        )
      }
      measured.push({ blockTime, committee, reports })
    }
    return measured
  } finally {
    await devnet.stop()
  }
}

function latencyRow({ blockTime, committee, reports }) {
  const times = Object.fromEntries(
    stages.map((stage) => [
      stage,
      Math.round(median(reports.map((report) => report.stages[stage]))),
    ]),
  )
  return { blockTime, committee, ...times }
}

function table(titles, rows) {
  const cells = [titles, ...rows.map((row) => row.map(String))]
  const widths = titles.map((_, column) =>
    Math.max(...cells.map((row) => row[column].length)),
  )
  for (const row of cells) {
    console.log(
      row.map((cell, column) => cell.padStart(widths[column])).join('  '),
    )
  }
}

const number = (value) => Math.round(value).toLocaleString('en')

function print({ cores, latency, gas }) {
  console.log(
    `\nFrom submit to a checked answer, in ms: median of ${runs}, 7 nodes on ${cores} cores`,
  )
  table(
    ['block s', 'committee', ...stages, 'ratio'],
    latency.map((row) => [
      row.blockTime,
      row.committee,
      ...stages.map((stage) => number(row[stage])),
      row.ratio.toFixed(2),
    ]),
  )
  console.log('\nGas of each transaction, and of a whole task beside the seed')
  table(
    [
      ...['votes', 'addTask', '1st commit', 'commit', 'reveal', 'last reveal'],
      ...['task', 'seed', 'ratio'],
    ],
    gas.map((row) => [
      row.committee,
      ...[
        row.addTask,
        row.firstCommit,
        row.commit,
        row.reveal,
        row.lastReveal,
      ].map(number),
      number(row.total),
      row.seed === undefined ? '–' : number(row.seed),
      row.ratio === undefined ? '–' : row.ratio.toFixed(2),
    ]),
  )
  console.log(
    `The seed's contract with ${[...seedGas].map(([votes, total]) => `${votes} votes: ${number(total)}`).join(', ')}`,
  )
}

const measured = []
for (const blockTime of blockTimes) measured.push(...(await measure(blockTime)))
const rows = measured.map(latencyRow)
const result = {
  runs,
  cores: availableParallelism(),
  latency: rows.map((row) => ({ ...row, ratio: row.total / rows[0].total })),
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
if (values.json) console.log(JSON.stringify(result))
else print(result)
