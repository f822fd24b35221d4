import { expect, test } from 'vitest'
import { coverageOf, linesOfCoverage } from './coverage-report.js'

const trace = (last: string) =>
  [
    'TN:',
    'SF:src/A.sol',
    'FN:3,A.f',
    'FNDA:7,A.f',
    'DA:4,7',
    'DA:5,2',
    'BRDA:5,0,0,1',
    last,
    'LF:2',
    'end_of_record',
    'SF:src/B.sol',
    'DA:9,1',
    'end_of_record',
  ].join('\n')

test('everything reached', () => {
  const report = coverageOf(trace('BRDA:5,0,1,1'), Date.now())
  expect(report).toMatchObject({
    ok: true,
    lines: { hit: 3, found: 3, percent: 100 },
    branches: { hit: 2, found: 2, percent: 100 },
    files: { 'src/B.sol': { lines: { hit: 1, found: 1 } } },
    gaps: [],
  })
})

test.each([['BRDA:5,0,1,-'], ['BRDA:5,0,1,0'], ['DA:5,0']])(
  '%s is a gap',
  (entry) => {
    const report = coverageOf(trace(entry), Date.now())
    expect(report).toMatchObject({ ok: false, gaps: ['src/A.sol:5'] })
    expect(linesOfCoverage(report)[0]).toBe('not covered: src/A.sol:5')
  },
)

test('an empty trace covers nothing', () => {
  expect(coverageOf('', Date.now()).ok).toBe(false)
})
