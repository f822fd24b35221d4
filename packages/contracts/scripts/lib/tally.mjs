/** What a run of tests came to, in the words that every command uses. */

/**
 * @param {import('./forge-json.mjs').TestResult[]} tests
 * @param {number} began When the run began, in milliseconds.
 */
export function tallyOf(tests, began) {
  const count = (wanted) =>
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

/** @param {ReturnType<typeof tallyOf>} tally */
export function linesOfTally({ passed, failed, skipped, seconds, failures }) {
  return [
    ...failures.map(({ file, test, reason }) => `${file} ${test}: ${reason}`),
    `${passed} tests passed, ${failed} failed, ${skipped} skipped; ${seconds} s`,
  ]
}
