/** The tables of docs/proof.md. */
import type { GasFigures } from '../lib/gas-report.js'
import type { ShownSurvivor } from '../mutation/score.js'
import type { Row } from './rows.js'
import {
  type CommandName,
  commandNames,
  number,
  type Reports,
  summaries,
} from './summary.js'

/** By the name of their place in the page. */
export type Tables = {
  readonly commands: string
  readonly gas: string
  readonly mutation: string
  readonly survivors: string
}

export function tablesOf(
  rows: Readonly<Record<CommandName, Row>>,
  gas: GasFigures,
  mutation: Reports['mutation'],
): Tables {
  return {
    commands: commandTable(rows),
    gas: gasTable(gas),
    mutation: mutationTable(mutation),
    survivors: survivorTable(mutation.survivors),
  }
}

function commandTable(rows: Readonly<Record<CommandName, Row>>): string {
  return table(
    ['command', 'bar', 'last figure', 'took', 'on'],
    commandNames.map((name) => {
      const { figure, took, on } = rows[name]
      return [code(name), summaries[name].bar, figure, took, on]
    }),
  )
}

function gasTable({
  lane1,
  lane1Batch,
  ordersBatch,
  lane2,
}: GasFigures): string {
  const lanes = [lane1, lane1Batch, ordersBatch, lane2]
  const sizes = [...new Set(lanes.flatMap((lane) => Object.keys(lane)))]
  const rows = sizes
    .sort((a, b) => Number(a) - Number(b))
    .map((size) => [size, ...lanes.map((lane) => number(lane[size]))])
  const heads = [
    'lane 1',
    'lane 1, each of ten',
    'signed, each of ten',
    'lane 2',
  ]
  return table(['committee', ...heads], rows)
}

function mutationTable(report: Reports['mutation']): string {
  const { files, score, killed, survived, equivalent } = report
  const rows = Object.entries(files).map(([file, counts]) => [
    code(file.replace('src/', '')),
    counts.mutants,
    counts.killed,
    counts.survived,
    counts.equivalent,
  ])
  const total = killed + survived + equivalent
  return table(
    ['file', 'mutants', 'killed', 'survived', 'equivalent'],
    [...rows, [`all: ${score} %`, total, killed, survived, equivalent]],
  )
}

function survivorTable(survivors: readonly ShownSurvivor[]): string {
  const rows = survivors.map((survivor) => [
    `${code(survivor.file.replace('src/', ''))} ${survivor.function}`,
    code(survivor.before),
    code(survivor.after),
    survivor.kind ? `${survivor.kind}: ${survivor.reason}` : '**no reason**',
  ])
  return table(['where', 'before', 'after', 'why nobody notices'], rows)
}

const code = (text: string): string => `\`${text}\``

type Cells = readonly (string | number)[]

function table(head: Cells, rows: readonly Cells[]): string {
  const line = (cells: Cells) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join(
    '\n',
  )
}
