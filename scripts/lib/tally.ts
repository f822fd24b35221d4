import { stripVTControlCharacters } from 'node:util'

/** What became of tests. */
export type Tally = {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** What is used of vitest's JSON report. */
export type VitestReport = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly unknown[]
  }[]
}

export function sum(...tallies: readonly Tally[]): Tally {
  const add = (key: keyof Tally): number =>
    tallies.reduce((total, tally) => total + tally[key], 0)
  return {
    passed: add('passed'),
    failed: add('failed'),
    skipped: add('skipped'),
  }
}

/** The line that a test run ends with. */
export function summaryLine({ passed, failed, skipped }: Tally): string {
  const rest = skipped > 0 ? `, ${skipped} skipped` : ''
  return `${passed} passed, ${failed} failed${rest}`
}

/**
 * What vitest's JSON report says. A file that could not even be loaded has no
 * tests in the report, and an error between tests belongs to none: each counts
 * as one failure.
 */
export function vitestTally(report: VitestReport, code: number): Tally {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length
  const failed = report.numFailedTests + broken
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** What forge says at its end. */
export function forgeTally(output: string, code: number): Tally {
  const line = /(\d+) tests passed, (\d+) failed, (\d+) skipped/g
  const found = [...stripVTControlCharacters(output).matchAll(line)].at(-1)
  const [passed = 0, failed = 0, skipped = 0] = (found ?? [])
    .slice(1)
    .map(Number)
  const hidden = failed === 0 && (code !== 0 || passed === 0)
  return { passed, failed: hidden ? 1 : failed, skipped }
}
