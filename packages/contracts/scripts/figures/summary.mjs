/** One line for each command: its bar, and what its last report says. */

export const number = (value) => value?.toLocaleString('en-US') ?? '–'

/** @type {Record<string, { bar: string, figure: (report: any) => string }>} */
export const summaries = {
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
    figure: ({ score, killed, survived }) =>
      `${score} % of ${number(killed + survived)} mutants`,
  },
  gas: {
    bar: 'as in `snapshots/`, within the budgets',
    figure: ({ lane1, lane1Batch, lane2 }) =>
      `for 7 votes ${number(lane1[7])}; in a batch of ten ${number(lane1Batch[7])}; lane 2 ${number(lane2[7])}`,
  },
  formal: {
    bar: 'all proved',
    figure: ({ proved, properties }) =>
      `${proved} of ${properties.length} properties`,
  },
  static: {
    bar: 'no finding without a reason',
    figure: ({ findings = [], unexplained = [] }) =>
      `${findings.length} findings, ${unexplained.length} without a reason`,
  },
}
