import { expect, test } from 'vitest'
import { tablesOf } from './tables.mjs'

const figures = (report) => ({ date: '2026-11-22', seconds: 7, report })
const mutation = {
  score: 99.5,
  killed: 199,
  survived: 1,
  equivalent: 1,
  files: {
    'src/A.sol': { mutants: 201, killed: 199, survived: 1, equivalent: 1 },
  },
  survivors: [
    {
      file: 'src/A.sol',
      function: 'f',
      before: 'a || b',
      after: 'a',
      kind: 'equivalent',
      reason: 'b is never true',
    },
    { file: 'src/A.sol', function: 'g', before: 'a', after: '(removed)' },
  ],
}

test('each command has a row, measured or not', () => {
  const { commands } = tablesOf({
    test: figures({ passed: 1_234, failed: 0 }),
    mutation: figures(mutation),
    formal: figures({ proved: 1, properties: [{}, {}] }),
  })
  expect(commands).toContain(
    '| `test` | none fails | 1,234 passed, 0 failed | 7 s | 2026-11-22 |',
  )
  expect(commands).toContain('| 99.5 % of 200 mutants |')
  expect(commands).toContain('| 1 of 2 properties |')
  expect(commands).toContain('| `coverage` | 100 % | – | – | – |')
})

test('gas by committee size', () => {
  const lanes = { lane1: { 3: 1_000, 11: 2_000 }, lane2: { 7: 4 } }
  expect(
    tablesOf({
      gas: figures({ ...lanes, lane1Batch: { 7: 3 } }),
    }).gas,
  ).toBe(`| committee | lane 1 | lane 1, each of ten | lane 2 |
|---|---|---|---|
| 3 | 1,000 | – | – |
| 7 | – | 3 | 4 |
| 11 | 2,000 | – | – |`)
})

test('mutants by file, and survivors with their reasons', () => {
  const tables = tablesOf({ mutation: figures(mutation) })
  expect(tables.mutation).toContain('| `A.sol` | 201 | 199 | 1 | 1 |')
  expect(tables.mutation).toContain('| all: 99.5 % | 201 | 199 | 1 | 1 |')
  expect(tables.survivors).toContain(
    '| `A.sol` f | `a \\|\\| b` | `a` | equivalent: b is never true |',
  )
  expect(tables.survivors).toContain('**no reason**')
})

test('what was never measured is said to be', () => {
  expect(tablesOf({}).mutation).toBe('Not measured yet.')
})
