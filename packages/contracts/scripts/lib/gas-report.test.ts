import { expect, test } from 'vitest'
import type { Snapshots } from '../forge/forge-tests.js'
import { gasOf, linesOfGas } from './gas-report.js'

const tally = {
  ok: true,
  passed: 1,
  failed: 0,
  skipped: 0,
  seconds: 0,
  failures: [],
}
const cheap = {
  Lane1: { 3: '150000', 5: '182000', 7: '214000' },
  Lane1Batch: { 7: '160000' },
  OrdersBatch: { 7: '200000' },
  Lane2: { 7: '880000' },
  Consensus: {
    join: '99146',
    offer: '84000',
    withdrawOffer: '56000',
    prune: '64000',
  },
}
const measure = (snapshots: Snapshots, committed = snapshots) =>
  gasOf([{ snapshots }], committed, tally)

test('figures by lane and committee size', () => {
  const report = measure(cheap)
  expect(report).toMatchObject({
    ok: true,
    lane1: { 3: 150_000, 5: 182_000, 7: 214_000 },
    lane1Batch: { 7: 160_000 },
    lane2: { 7: 880_000 },
    exceeded: [],
    stale: [],
  })
  expect(linesOfGas(report)).toContain('lane1, committee of 7: 214000')
})

test('several tests write one group', () => {
  const tests = [
    { snapshots: cheap },
    { snapshots: { Lane1: { 9: '240000' } } },
  ]
  expect(gasOf(tests, cheap, tally).lane1).toHaveProperty('9', 240_000)
})

test.each([
  ['Lane1', 'lane1, committee of 7: 235001, budget 235000', 235_001],
  ['Lane1Batch', 'lane1Batch, committee of 7: 196001, budget 196000', 196_001],
  [
    'OrdersBatch',
    'ordersBatch, committee of 7: 212001, budget 212000',
    212_001,
  ],
  ['Lane2', 'lane2, committee of 7: 900001, budget 900000', 900_001],
] as const)('%s has a budget', (group, text, gas) => {
  const values = { ...cheap[group], 7: String(gas) }
  const report = measure({ ...cheap, [group]: values })
  expect(report.ok).toBe(false)
  expect(report.exceeded).toContain(text)
  const inside = { ...cheap[group], 7: String(gas - 1) }
  expect(measure({ ...cheap, [group]: inside }).exceeded).not.toContain(text)
})

test('each further member has a budget', () => {
  const dear = { ...cheap, Lane1: { 3: '100000', 5: '132001', 7: '164001' } }
  expect(measure(dear).exceeded).toEqual([
    'lane1, each member from 3 to 5: 16001, budget 16000',
  ])
})

test('a lane that is not measured is over its budget', () => {
  const { Lane2, ...rest } = cheap
  expect(measure(rest)).toMatchObject({ ok: false })
})

test('a place has a budget', () => {
  const dear = { ...cheap, Consensus: { ...cheap.Consensus, offer: '85001' } }
  expect(measure(dear).exceeded).toEqual(['offer: 85001, budget 85000'])
})

test('what differs from the committed snapshots fails', () => {
  const committed = {
    ...cheap,
    Consensus: { ...cheap.Consensus, join: '1', exit: '2' },
  }
  const report = measure(cheap, committed)
  expect(report.ok).toBe(false)
  expect(report.stale).toEqual([
    'Consensus, join: 99146, committed 1',
    'Consensus, exit: nothing, committed 2',
  ])
})
