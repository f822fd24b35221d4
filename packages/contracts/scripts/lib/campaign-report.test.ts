import { expect, test } from 'vitest'
import type { TestResult } from '../forge/forge-tests.js'
import { campaignOf, linesOfCampaign } from './campaign-report.js'

const metrics = (calls: number) => ({
  'test/invariant/Handler.sol:Handler.join': { calls, reverts: 0, discards: 1 },
})
const campaign = (runs: number, calls: number): TestResult => ({
  file: 'test/invariant/Invariants.t.sol',
  contract: 'Invariants',
  name: 'invariant_all',
  outcome: 'passed',
  reason: null,
  kind: { Invariant: { runs, calls, metrics: metrics(calls) } },
  snapshots: {},
})
const counter = (values: Record<string, string>): TestResult => ({
  file: 'test/invariant/HandlerTest.t.sol',
  contract: 'HandlerTest',
  name: 'test_handler_reachesEverything',
  outcome: 'passed',
  reason: null,
  kind: {},
  snapshots: { Handlers: values },
})

test('runs, depth, calls and successes are told', () => {
  const tests = [campaign(128, 128 * 256), counter({ join: '12' })]
  const report = campaignOf(tests, Date.now())
  expect(report).toMatchObject({
    ok: true,
    runs: 128,
    depth: 256,
    calls: 32_768,
    handlers: { join: { calls: 32_768, reverts: 0, discards: 1 } },
    successes: { join: 12 },
    idle: [],
  })
  expect(linesOfCampaign(report)).toContain('join: 12 successes')
})

test('a short campaign is none', () => {
  expect(campaignOf([campaign(127, 127 * 256)], Date.now()).ok).toBe(false)
  expect(campaignOf([campaign(128, 128 * 255)], Date.now()).ok).toBe(false)
})

test('an action that never succeeds fails the campaign', () => {
  const tests = [campaign(128, 128 * 256), counter({ join: '1', exit: '0' })]
  expect(campaignOf(tests, Date.now())).toMatchObject({
    ok: false,
    idle: ['exit'],
  })
})

test('without a campaign nothing is shown', () => {
  expect(campaignOf([counter({})], Date.now()).ok).toBe(false)
})
