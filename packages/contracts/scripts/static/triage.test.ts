import { expect, test } from 'vitest'
import { resultsOf as halmosResults } from './halmos.js'
import type { Finding } from './report.js'
import { resultsOf as slitherResults } from './slither.js'
import { triage } from './triage.js'

const finding = (detector: string, place: string) => ({
  detector,
  place,
  text: place,
})
const run = (...findings: readonly Finding[]) => ({
  tool: 'slither',
  version: '1',
  findings,
})
const entry = (detector: string, place: string) => ({
  tool: 'slither',
  detector,
  place,
  reason: 'because',
})

test('what is listed is explained, what is not is not', () => {
  const known = finding('timestamp', 'A.f()')
  const other = finding('timestamp', 'A.g()')
  const { explained, unexplained, stale } = triage(
    [run(known, other)],
    [entry('timestamp', 'A.f()')],
  )
  expect(explained).toMatchObject([known])
  expect(unexplained).toMatchObject([other])
  expect(stale).toEqual([])
})

test('a star stands for anything', () => {
  const { unexplained } = triage(
    [run(finding('naming', 'Variable A.B'), finding('naming', 'Function C'))],
    [entry('naming', 'Variable *')],
  )
  expect(unexplained).toMatchObject([{ place: 'Function C' }])
})

test('an entry that nothing needs is stale, unless its tool did not run', () => {
  const entries = [entry('timestamp', 'A.f()')]
  expect(triage([run()], entries).stale).toEqual(entries)
  const skipped = { ...run(), skipped: 'no Python' }
  expect(triage([skipped], entries).stale).toEqual([])
})

test('lines of a finding do not matter', () => {
  const description = 'A.f() (src/A.sol#1-9) uses a clock\n\t- x (src/A.sol#3)'
  const detector = { check: 'timestamp', impact: 'Low', description }
  const results = { detectors: [detector] }
  expect(slitherResults({ success: true, results }).findings[0]?.place).toBe(
    'A.f()',
  )
})

test('a symbolic test that is not proved is a finding', () => {
  const result = (name: string, exitcode: number, num_bounded_loops = 0) => ({
    name,
    exitcode,
    num_bounded_loops,
  })
  const results = [
    result('check_a(uint256)', 0),
    result('check_b()', 1),
    result('check_c()', 0, 1),
  ]
  const { findings, checks } = halmosResults({
    test_results: { 'test/T.t.sol:T': results },
  })
  expect(checks).toHaveLength(3)
  expect(findings.map(({ place }) => place)).toEqual(['T.check_b', 'T.check_c'])
})
