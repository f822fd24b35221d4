import { expect, test } from 'vitest'
import { forgeTally, sum, summaryLine, vitestTally } from './tally.js'

test('the last line leaves out what did not happen', () => {
  expect(summaryLine({ passed: 3, failed: 0, skipped: 0 })).toBe(
    '3 passed, 0 failed',
  )
  expect(summaryLine({ passed: 3, failed: 1, skipped: 2 })).toBe(
    '3 passed, 1 failed, 2 skipped',
  )
})

test('tallies add up', () => {
  const one = { passed: 1, failed: 2, skipped: 3 }
  expect(sum(one, one)).toEqual({ passed: 2, failed: 4, skipped: 6 })
})

const report = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: 'passed', assertionResults: [{}] }],
}

test('vitest: what is to do counts as skipped', () => {
  expect(vitestTally(report, 0)).toEqual({ passed: 5, failed: 0, skipped: 2 })
})

test('vitest: a file that did not load is a failure', () => {
  const broken = { status: 'failed', assertionResults: [] }
  const testResults = [...report.testResults, broken]
  expect(vitestTally({ ...report, testResults }, 1).failed).toBe(1)
})

test('vitest: an error outside of tests is a failure', () => {
  expect(vitestTally(report, 1).failed).toBe(1)
})

test('forge: the summary is read through its colours', () => {
  const output =
    'Ran 2 test suites in 1s (1s CPU time): \u001b[32m7\u001b[0m tests passed, \u001b[31m1\u001b[0m failed, \u001b[33m2\u001b[0m skipped (10 total tests)'
  expect(forgeTally(output, 1)).toEqual({ passed: 7, failed: 1, skipped: 2 })
})

test('forge: ending badly or without any test is a failure', () => {
  const output = '7 tests passed, 0 failed, 0 skipped'
  expect(forgeTally(output, 1).failed).toBe(1)
  expect(forgeTally('compilation failed', 1).failed).toBe(1)
  expect(forgeTally('', 0).failed).toBe(1)
})
