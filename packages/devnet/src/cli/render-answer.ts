import type { AnswerReport, MemberReport } from './answer-report.js'
import {
  formatDuration,
  formatMoney,
  layoutTable,
  type Paint,
  printable,
  shorten,
  type Terminal,
  wrap,
} from './terminal.js'

/** Prints an answer and what stands behind it, at most 80 columns wide. */
export function renderAnswer(
  { write, paint }: Terminal,
  report: AnswerReport,
): void {
  const sections = [
    answerLines(report, paint),
    voteLines(report, paint),
    balanceLines(report, paint),
    transactionLines(report, paint),
    stageLines(report, paint),
  ]
  for (const lines of sections) {
    write(`\n${lines.map((line) => `  ${line}\n`).join('')}`)
  }
}

function answerLines(report: AnswerReport, paint: Paint): readonly string[] {
  const { agreeing, committee, outputCid } = report
  const text = wrap(printable(report.text), 76)
  return [
    ...text.map(paint.bold),
    '',
    `${agreeing} of ${committee.length} seats agreed on the output`,
    paint.dim(outputCid),
  ]
}

function voteLines(
  { committee }: AnswerReport,
  paint: Paint,
): readonly string[] {
  const rows = committee.map((member) => [
    String(member.seat),
    shorten(member.signer),
    member.vote,
    signed(member.earned, '+'),
    signed(member.slashed, '-'),
  ])
  const [title = '', ...lines] = layoutTable(
    [
      { title: 'seat', align: 'right' },
      { title: 'signer' },
      { title: 'vote' },
      { title: 'earned', align: 'right' },
      { title: 'slashed', align: 'right' },
    ],
    rows,
  )
  const colour = (line: string, index: number): string =>
    styleOf(committee[index], paint)(line)
  return [paint.dim(title), ...lines.map(colour)]
}

function styleOf(
  member: MemberReport | undefined,
  paint: Paint,
): (text: string) => string {
  switch (member?.vote) {
    case 'agreed':
      return paint.green
    case 'wrong':
      return paint.red
    default:
      return paint.yellow
  }
}

function signed(wei: bigint, sign: '+' | '-'): string {
  return wei === 0n ? '–' : `${sign}${formatMoney(wei)}`
}

function balanceLines(
  { committee, requester }: AnswerReport,
  paint: Paint,
): readonly string[] {
  const asker = [
    'you',
    formatMoney(requester.before),
    formatMoney(requester.after),
  ]
  const seats = committee.map(({ seat, before, after }) => [
    `seat ${seat}`,
    formatMoney(before),
    formatMoney(after),
  ])
  const [title = '', ...lines] = layoutTable(
    [
      { title: 'balance' },
      { title: 'before', align: 'right' },
      { title: 'after', align: 'right' },
    ],
    [asker, ...seats],
  )
  return [paint.dim(title), ...lines]
}

function transactionLines(
  { transactions }: AnswerReport,
  paint: Paint,
): readonly string[] {
  const rows = transactions.map(({ type, seat, hash, block, gas }) => [
    seat === undefined ? type : `${type}, seat ${seat}`,
    shorten(hash, 10, 8),
    String(block),
    gas.toLocaleString('en'),
  ])
  const [title = '', ...lines] = layoutTable(
    [
      { title: 'transaction' },
      { title: 'hash' },
      { title: 'block', align: 'right' },
      { title: 'gas', align: 'right' },
    ],
    rows,
  )
  return [paint.dim(title), ...lines]
}

function stageLines({ stages }: AnswerReport, paint: Paint): readonly string[] {
  const rows = Object.entries(stages).map(([name, milliseconds]) => [
    name,
    formatDuration(milliseconds),
  ])
  const [title = '', ...lines] = layoutTable(
    [{ title: 'stage' }, { title: 'time', align: 'right' }],
    rows,
  )
  return [paint.dim(title), ...lines]
}
