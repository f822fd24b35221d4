import { expect, test } from 'vitest'
import type { TestResult } from '../forge/forge-tests.js'
import { linesOfTally, tallyOf } from './tally.js'

const result = (
  name: string,
  outcome: TestResult['outcome'],
  reason: string | null = null,
): TestResult => ({
  file: 'test/ATest.t.sol',
  contract: 'ATest',
  name,
  outcome,
  reason,
  kind: {},
  snapshots: {},
})

test('passed tests are counted, failed ones named', () => {
  const tally = tallyOf(
    [
      result('a', 'passed'),
      result('b', 'failed', '1 != 2'),
      result('c', 'skipped'),
    ],
    Date.now(),
  )
  expect(tally).toEqual({
    ok: false,
    passed: 1,
    failed: 1,
    skipped: 1,
    seconds: 0,
    failures: [{ file: 'test/ATest.t.sol', test: 'ATest.b', reason: '1 != 2' }],
  })
  expect(linesOfTally(tally)).toEqual([
    'test/ATest.t.sol ATest.b: 1 != 2',
    '1 tests passed, 1 failed, 1 skipped; 0 s',
  ])
})

test('a run without tests is no success', () => {
  expect(tallyOf([], Date.now()).ok).toBe(false)
  expect(tallyOf([result('a', 'passed')], Date.now()).ok).toBe(true)
})
