/** What a run of tests came to, in the words that every command uses. */
import type { TestResult } from '../forge/forge-tests.js'

export type Tally = {
  readonly ok: boolean
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly seconds: number
  readonly failures: readonly {
    readonly file: string
    readonly test: string
    readonly reason: string | null
  }[]
}

/** @param began When the run began, in milliseconds. */
export function tallyOf(tests: readonly TestResult[], began: number): Tally {
  const count = (wanted: TestResult['outcome']) =>
    tests.filter(({ outcome }) => outcome === wanted).length
  const [passed, failed] = [count('passed'), count('failed')]
  return {
    // No test at all is a filter that matches nothing.
    ok: failed === 0 && passed > 0,
    passed,
    failed,
    skipped: count('skipped'),
    seconds: Math.round((Date.now() - began) / 1_000),
    failures: tests
      .filter(({ outcome }) => outcome === 'failed')
      .map(({ file, contract, name, reason }) => ({
        file,
        test: `${contract}.${name}`,
        reason,
      })),
  }
}

export function linesOfTally(tally: Tally): string[] {
  const { passed, failed, skipped, seconds, failures } = tally
  return [
    ...failures.map(({ file, test, reason }) => `${file} ${test}: ${reason}`),
    `${passed} tests passed, ${failed} failed, ${skipped} skipped; ${seconds} s`,
  ]
}
