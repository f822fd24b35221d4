import { stripVTControlCharacters } from 'node:util'

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 */

/** @returns {Tally} */
export function sum(...tallies) {
  const add = (key) => tallies.reduce((total, tally) => total + tally[key], 0)
  return {
    passed: add('passed'),
    failed: add('failed'),
    skipped: add('skipped'),
  }
}

/**
 * The line that a test run ends with.
 *
 * @param {Tally} tally
 */
export function summaryLine({ passed, failed, skipped }) {
  const rest = skipped > 0 ? `, ${skipped} skipped` : ''
  return `${passed} passed, ${failed} failed${rest}`
}

/**
 * What vitest's JSON report says. A file that could not even be loaded has no
 * tests in the report, and an error between tests belongs to none: each counts
 * as one failure.
 *
 * @returns {Tally}
 */
export function vitestTally(report, code) {
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

/**
 * What forge says at its end.
 *
 * @param {string} output
 * @param {number} code
 * @returns {Tally}
 */
export function forgeTally(output, code) {
  const line = /(\d+) tests passed, (\d+) failed, (\d+) skipped/g
  const found = [...stripVTControlCharacters(output).matchAll(line)].at(-1)
  const [passed, failed, skipped] = (found ?? [0, 0, 0, 0]).slice(1).map(Number)
  const hidden = failed === 0 && (code !== 0 || passed === 0)
  return { passed, failed: hidden ? 1 : failed, skipped }
}
