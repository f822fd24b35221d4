/** The commands of docs/proof.md: the bar of each, and what its report comes to in one line. */
import type { FormalReport } from '../formal/report.js'
import type { CampaignReport } from '../lib/campaign-report.js'
import type { CoverageReport } from '../lib/coverage-report.js'
import type { GasFigures } from '../lib/gas-report.js'
import type { Tally } from '../lib/tally.js'
import type { Score } from '../mutation/score.js'
import type { StaticReport } from '../static/report.js'

type Counts = Pick<Tally, 'passed' | 'failed'>

/** What is read of each command's report. */
export type Reports = {
  test: Counts
  invariants: Pick<CampaignReport, 'runs' | 'depth' | 'calls' | 'failed'>
  attacks: Counts
  coverage: Pick<CoverageReport, 'lines' | 'branches'>
  mutation: Pick<
    Score,
    | 'score'
    | 'killed'
    | 'survived'
    | 'equivalent'
    | 'examined'
    | 'total'
    | 'files'
    | 'survivors'
  >
  gas: GasFigures
  formal: Pick<FormalReport, 'proved'> & {
    readonly properties: readonly unknown[]
  }
  static: Pick<StaticReport, 'findings' | 'unexplained' | 'tools'>
}

export type CommandName = keyof Reports

/** What a run of a command came to. */
export type Measurement<Name extends CommandName = CommandName> = {
  readonly date: string
  readonly seconds: number
  readonly report: Reports[Name]
}

export type Measurements = {
  readonly [Name in CommandName]?: Measurement<Name>
}

type Summary<Name extends CommandName> = {
  readonly bar: string
  readonly figure: (report: Reports[Name]) => string
  /** Of the command, beside `--json`. */
  readonly options?: readonly string[]
}

export const summaries: { readonly [Name in CommandName]: Summary<Name> } = {
  test: {
    bar: 'none fails',
    figure: ({ passed, failed }) =>
      `${number(passed)} passed, ${failed} failed`,
  },
  invariants: {
    bar: '128 × 256 steps, no action idle',
    figure: ({ runs, depth, calls, failed }) =>
      `${number(runs)} × ${depth} steps, ${number(calls)} calls, ${failed} failed`,
  },
  attacks: {
    bar: 'none works',
    figure: ({ passed, failed }) => `${passed} tried, ${failed} worked`,
  },
  coverage: {
    bar: '100 %',
    figure: ({ lines, branches }) =>
      `${lines.percent} % of ${number(lines.found)} lines, ${branches.percent} % of ${number(branches.found)} branches`,
  },
  mutation: {
    bar: '≥ 95 %, every survivor explained',
    figure: ({ score, killed, survived, examined, total }) => {
      if (examined === 0) return 'not run on these sources yet'
      const sample = `, a sample of ${number(examined)} of ${number(total)}`
      const whole = `${score} % of ${number(killed + survived)} mutants`
      return examined < total ? whole + sample : whole
    },
  },
  gas: {
    bar: 'as in `snapshots/`, within the budgets',
    figure: ({ lane1, lane1Batch, ordersBatch, lane2 }) =>
      `for 7 votes ${number(lane1[7])}; in a batch of ten ${number(lane1Batch[7])}, signed ${number(ordersBatch[7])}; lane 2 ${number(lane2[7])}`,
  },
  formal: {
    bar: 'all proved',
    figure: ({ proved, properties }) =>
      `${proved} of ${properties.length} properties`,
    // The same run, property by property, in docs/formal.md.
    options: ['--write'],
  },
  static: {
    bar: 'no finding without a reason',
    figure: ({ findings, unexplained, tools }) => {
      const left = tools.filter(({ skipped }) => skipped)
      const without = left.map(({ tool }) => `, without ${tool}`).join('')
      return `${findings.length} findings, ${unexplained.length} without a reason${without}`
    },
  },
}

export const commandNames = Object.keys(summaries) as CommandName[]

export function number(value: number | undefined): string {
  return value?.toLocaleString('en-US') ?? '–'
}
