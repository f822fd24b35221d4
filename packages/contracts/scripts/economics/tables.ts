import type { Figure } from './bound.js'
import { adversaryShares, type Report, type TaskStrategy } from './report.js'

type Cell = string | number
type SafetyRow = Report['safety'][number]
type Choice = Report['choices'][number]

/** The tables of docs/economics.md, in Markdown, by the name of their place. */
export function tablesOf(report: Report) {
  return {
    wrong: wrongTable(report),
    stuck: stuckTable(report),
    appeal: appealTable(report),
    choice: choiceTable(report),
    networks: networkTable(report),
    behaviours: behaviourTable(report),
    copying: copyingTable(report),
    money: moneyTable(report),
    agreement: agreementLine(report),
  }
}

function wrongTable({ safety }: Report): string {
  return byCommittee(safety, 'wrong', adversaryShares)
}

function stuckTable({ safety }: Report): string {
  return byCommittee(safety, 'stuck', [0, ...adversaryShares])
}

function byCommittee(
  safety: readonly SafetyRow[],
  name: keyof SafetyRow['figures'],
  shares: readonly number[],
): string {
  const sizes = [...new Set(safety.map((row) => row.committeeSize))]
  const rows = sizes.map((size) => {
    const cells = shares.map((share) => rowOf(safety, size, share))
    return [
      ...cells.slice(0, 1).map(committee),
      ...cells.map(({ figures }) => both(figures[name])),
    ]
  })
  return table(['k (quorum)', ...shares.map(percent)], rows)
}

function rowOf(
  safety: readonly SafetyRow[],
  size: number,
  share: number,
): SafetyRow {
  const found = safety.find(
    (row) => row.committeeSize === size && row.adversaryShare === share,
  )
  if (!found) throw new Error(`Nothing of k = ${size} and ${percent(share)}.`)
  return found
}

/** Of what a committee of 3 decides wrong; what an appeal does is the same for all. */
function appealTable(report: Report): string {
  const { safety, appealFarming, assumptions } = report
  const rows = appealFarming.map(({ adversaryShare: share, comesBack }) => {
    const row = rowOf(safety, 3, share)
    const { wrong, standsAfterOneAppeal, standsAfterAppeals } = row.figures
    return [
      percent(share),
      both(partOf(standsAfterOneAppeal, wrong)),
      both(partOf(standsAfterAppeals, wrong)),
      percent(row.standsUntilDecided / wrong.probability),
      percent(comesBack),
    ]
  })
  const most = `up to ${assumptions.appeals}`
  const columns = ['one appeal', most, 'until one decides', 'farming it']
  return table(['adversary', ...columns], rows)
}

function partOf(part: Figure, whole: Figure): Figure {
  const probability = part.probability / whole.probability
  return { count: part.count, rounds: whole.count, probability }
}

function choiceTable({ choices }: Report): string {
  const size = (value: number | undefined) => value ?? '—'
  const rows = choices.map(({ value, rows: cells }) => [
    `${grouped(value)} fees`,
    ...cells.map(
      ({ withoutAppeal, withAppeals }) =>
        `${size(withoutAppeal)} · ${size(withAppeals)}`,
    ),
  ])
  const head = ['a wrong answer brings', ...adversaryShares.map(percent)]
  return [table(head, rows), ...choices.slice(2, 3).map(choiceExample)].join(
    '\n\n',
  )
}

/** Reads one row aloud, at 20 %. */
function choiceExample({ value, rows }: Choice): string {
  const cell = rows.find((row) => row.adversaryShare === 0.2)
  return [
    'A dash: no committee is large enough. For example, an answer that is worth',
    `${grouped(value)} fees, with an adversary of 20 %, takes k = ${cell?.withoutAppeal}, or`,
    `k = ${cell?.withAppeals} and somebody who computes every answer again and appeals.`,
  ].join('\n')
}

function networkTable({ networks }: Report): string {
  const rows = networks.map(({ seats, wrong, stuck }) => [
    seats === undefined ? 'unlimited' : grouped(seats),
    percent(wrong),
    percent(stuck),
  ])
  return table(['seats', 'wrong', 'stuck'], rows)
}

const behaviourNames: Readonly<Record<TaskStrategy, string>> = {
  lie: 'always lies',
  grab: 'lies only when it holds a quorum',
  block: 'never votes',
}

function behaviourTable({ behaviours }: Report): string {
  const rows = behaviours.map((row) => [
    behaviourNames[row.strategy],
    both(row.figures.wrong),
    percent(row.undecided),
    `${signed(row.feesEachTask, 2)} fees`,
    `${signed(row.bondsEachTask, 3)} bonds`,
  ])
  const head = ['the cartel', 'wrong', 'undecided', 'it earns', 'and loses']
  return table(head, rows)
}

function copyingTable({ copying }: Report): string {
  const rows = copying.map((row) => [
    percent(row.lazyShare),
    row.sealed ? 'sealed' : 'open',
    both(row.figures.wrong),
    percent(row.undecided),
    `${signed(row.feesEachDraw, 2)} fees`,
    `${signed(row.bondsEachDraw, 4)} bonds`,
  ])
  const head = ['copiers', 'votes', 'wrong', 'undecided', 'a copier earns']
  return table([...head, 'and loses'], rows)
}

function moneyTable({ money }: Report): string {
  const rows = money.map((row) => [
    committee(row),
    twoDigits(row.bribery.withoutAppeal),
    twoDigits(row.bribery.withAppeal),
    twoDigits(row.farming.feeIfWinnersGotIt),
    twoDigits(row.farming.feeIfBountyHadNoLimit),
    percent(row.farming.comesBack),
  ])
  const bribes = ['bribe', 'bribe, with appeals']
  const rules = ['winners get slashes', 'reporters a tenth', 'as it is']
  return table(['k (quorum)', ...bribes, ...rules], rows)
}

function agreementLine({ agreement, assumptions }: Report): string {
  const { figures, tooFar, onceIn, leastLikely } = agreement
  return [
    `${figures} simulated figures, ${grouped(assumptions.rounds)} rounds each;`,
    `${tooFar.length} of them are further from the formula than one right figure in`,
    `${grouped(onceIn)} would be. A right figure is as far off as the furthest with`,
    `a probability of at most ${percent(leastLikely)}.`,
  ].join('\n')
}

function table(
  head: readonly Cell[],
  rows: readonly (readonly Cell[])[],
): string {
  const rule = head.map(() => '---')
  return [head, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function committee(row: {
  readonly committeeSize: number
  readonly quorum: number
}): string {
  return `${row.committeeSize} (${row.quorum})`
}

/** As computed, and in brackets as simulated. */
function both({ count, rounds, probability }: Figure): string {
  const simulated = rounds === 0 ? 'none' : percent(count / rounds)
  return `${percent(probability)} (${simulated})`
}

/** Two digits that count, down to one in a million. */
export function percent(probability: number): string {
  if (probability === 0) return '0'
  if (probability < 1e-6) return '< 0.0001 %'
  return `${Number((100 * probability).toPrecision(2))} %`
}

function twoDigits(value: number): string {
  return `${Number(value.toPrecision(2))}`
}

function signed(value: number, digits: number): string {
  const shown = value.toFixed(digits)
  return Number(shown) > 0 ? `+${shown}` : `${Number(shown) === 0 ? 0 : shown}`
}

/** 1,000,000. */
function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}
