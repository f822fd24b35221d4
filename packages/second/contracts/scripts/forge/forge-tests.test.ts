import { expect, test } from 'vitest'
import { parseTests } from './forge-tests.js'

const output = JSON.stringify({
  'test/ATest.t.sol:ATest': {
    test_results: {
      'test_passes()': {
        status: 'Success',
        reason: null,
        kind: { Unit: { gas: 21_000 } },
        gas_snapshots: { lane1: { 3: '7' } },
      },
      'testFuzz_fails(uint256,bytes)': {
        status: 'Failure',
        reason: 'wrong: 1 != 2',
        kind: { Fuzz: { runs: 3 } },
      },
      'test_waits()': { status: 'Skipped', reason: null, kind: {} },
    },
  },
  'test/BTest.t.sol:BTest': {
    test_results: { 'setUp()': { status: 'Failure', reason: 'no', kind: {} } },
  },
})

test('every test is read from the report', () => {
  expect(parseTests(output)).toEqual([
    {
      file: 'test/ATest.t.sol',
      contract: 'ATest',
      name: 'test_passes',
      outcome: 'passed',
      reason: null,
      kind: { Unit: { gas: 21_000 } },
      snapshots: { lane1: { 3: '7' } },
    },
    expect.objectContaining({
      name: 'testFuzz_fails',
      outcome: 'failed',
      reason: 'wrong: 1 != 2',
      snapshots: {},
    }),
    expect.objectContaining({ name: 'test_waits', outcome: 'skipped' }),
    expect.objectContaining({
      contract: 'BTest',
      name: 'setUp',
      outcome: 'failed',
    }),
  ])
})

test('what is no report is refused', () => {
  expect(() => parseTests('Compiling…')).toThrow(SyntaxError)
})
