/** The tables of docs/proof.md, from the last report of each command. */
import { number, summaries } from './summary.mjs'

/**
 * @typedef {{ date: string, seconds: number, report: any }} Figures
 * @param {Record<string, Figures>} figures By command.
 * @returns {Record<string, string>} By the name of their place in the page.
 */
export function tablesOf(figures) {
  return {
    commands: commands(figures),
    gas: figures.gas ? gas(figures.gas.report) : nothing,
    mutation: figures.mutation ? mutation(figures.mutation.report) : nothing,
    survivors: figures.mutation ? survivors(figures.mutation.report) : nothing,
  }
}

const nothing = 'Not measured yet.'

function commands(figures) {
  const rows = Object.entries(summaries).map(([name, { bar, figure }]) => {
    const last = figures[name]
    return last
      ? [
          `\`${name}\``,
          bar,
          figure(last.report),
          `${last.seconds} s`,
          last.date,
        ]
      : [`\`${name}\``, bar, '–', '–', '–']
  })
  return table(['command', 'bar', 'last figure', 'took', 'on'], rows)
}

function gas({ lane1, lane1Batch, lane2 }) {
  const lanes = [lane1, lane1Batch, lane2]
  const sizes = [...new Set(lanes.flatMap(Object.keys))].sort((a, b) => a - b)
  const rows = sizes.map((size) => [
    size,
    ...lanes.map((lane) => number(lane[size])),
  ])
  const head = ['committee', 'lane 1', 'lane 1, each of ten', 'lane 2']
  return table(head, rows)
}

function mutation({ files, score, killed, survived, equivalent }) {
  const rows = Object.entries(files).map(([file, counts]) => [
    `\`${file.replace('src/', '')}\``,
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

function survivors({ survivors }) {
  const rows = survivors.map((survivor) => [
    `\`${survivor.file.replace('src/', '')}\` ${survivor.function}`,
    code(survivor.before),
    code(survivor.after),
    survivor.kind ? `${survivor.kind}: ${survivor.reason}` : '**no reason**',
  ])
  return table(['where', 'before', 'after', 'why nobody notices'], rows)
}

const code = (text) => `\`${text}\``

function table(head, rows) {
  const line = (cells) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join(
    '\n',
  )
}
