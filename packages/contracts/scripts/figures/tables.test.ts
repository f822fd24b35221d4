import { expect, test } from 'vitest'
import { rowsOf } from './rows.js'
import type { Measurements, Reports } from './summary.js'
import { tablesOf } from './tables.js'

const measured = <Report>(report: Report) => ({
  date: '2026-11-22',
  seconds: 7,
  report,
})
const survivor = {
  file: 'src/A.sol',
  function: 'f',
  line: 3,
  operator: 'boolean',
}
const mutation: Reports['mutation'] = {
  score: 99.5,
  killed: 199,
  survived: 1,
  equivalent: 1,
  examined: 201,
  total: 201,
  files: {
    'src/A.sol': { mutants: 201, killed: 199, survived: 1, equivalent: 1 },
  },
  survivors: [
    {
      ...survivor,
      before: 'a || b',
      after: 'a',
      kind: 'equivalent',
      reason: 'b is never true',
    },
    { ...survivor, function: 'g', before: 'a', after: '(removed)' },
  ],
}
const noGas = { lane1: {}, lane1Batch: {}, ordersBatch: {}, lane2: {} }
const commandsOf = (page: string, measurements: Measurements) =>
  tablesOf(rowsOf(page, measurements), noGas, mutation).commands

test('each command has a row, measured or not', () => {
  const commands = commandsOf('', {
    test: measured({ passed: 1_234, failed: 0 }),
    mutation: measured(mutation),
    formal: measured({ proved: 1, properties: [{}, {}] }),
  })
  expect(commands).toContain(
    '| `test` | none fails | 1,234 passed, 0 failed | 7 s | 2026-11-22 |',
  )
  expect(commands).toContain('| 99.5 % of 200 mutants |')
  expect(commands).toContain('| 1 of 2 properties |')
  expect(commands).toContain('| `coverage` | 100 % | – | – | – |')
})

test('a sample of the mutants is called one', () => {
  const sample = measured({ ...mutation, total: 1_234 })
  expect(commandsOf('', { mutation: sample })).toContain(
    '| 99.5 % of 200 mutants, a sample of 201 of 1,234 |',
  )
})

test('a report without mutants is none', () => {
  const none = measured({ ...mutation, examined: 0 })
  expect(commandsOf('', { mutation: none })).toContain(
    '| not run on these sources yet |',
  )
})

test('a command that is not measured again keeps its figure', () => {
  const first = commandsOf('', {
    test: measured({ passed: 1_234, failed: 0 }),
    attacks: measured({ passed: 5, failed: 0 }),
  })
  expect(commandsOf(first, {})).toBe(first)
  const second = commandsOf(first, {
    attacks: { ...measured({ passed: 6, failed: 0 }), date: '2026-11-23' },
  })
  expect(second).toContain(
    '| `test` | none fails | 1,234 passed, 0 failed | 7 s | 2026-11-22 |',
  )
  expect(second).toContain(
    '| `attacks` | none works | 6 tried, 0 worked | 7 s | 2026-11-23 |',
  )
})

test('gas by committee size', () => {
  const gas = {
    lane1: { 11: 2_000, 3: 1_000 },
    lane1Batch: { 7: 3 },
    ordersBatch: { 7: 5 },
    lane2: { 7: 4 },
  }
  expect(
    tablesOf(rowsOf('', {}), gas, mutation).gas,
  ).toBe(`| committee | lane 1 | lane 1, each of ten | signed, each of ten | lane 2 |
|---|---|---|---|---|
| 3 | 1,000 | – | – | – |
| 7 | – | 3 | 5 | 4 |
| 11 | 2,000 | – | – | – |`)
})

test('mutants by file, and survivors with their reasons', () => {
  const tables = tablesOf(rowsOf('', {}), noGas, mutation)
  expect(tables.mutation).toContain('| `A.sol` | 201 | 199 | 1 | 1 |')
  expect(tables.mutation).toContain('| all: 99.5 % | 201 | 199 | 1 | 1 |')
  expect(tables.survivors).toContain(
    '| `A.sol` f | `a \\|\\| b` | `a` | equivalent: b is never true |',
  )
  expect(tables.survivors).toContain('**no reason**')
})
