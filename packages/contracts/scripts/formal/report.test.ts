import { expect, test } from 'vitest'
import type { Verdict } from './model-checker.js'
import { entryOf, linesOf, reportOf, tableOf } from './report.js'

const property = { id: 'F1', name: 'conservation', statement: 'a = b' }
const means = { tool: 'SMTChecker', target: 'a model' }
const proof = (result: Verdict) => ({ result, seconds: 1.26, open: [] })
const entry = (result: Verdict, mistake: Verdict) =>
  entryOf(property, means, proof(result), proof(mistake))

test('what is proved and has teeth is good', () => {
  const report = reportOf([entry('proved', 'refuted')], { version: '4' }, 0)
  expect(report).toMatchObject({ ok: true, proved: 1, failed: 0 })
  expect(linesOf(report)[0]).toBe(
    'F1 conservation: proved in 1.3 s, mistake found',
  )
  expect(tableOf(report.properties)).toContain(
    '| F1 | a = b | SMTChecker | a model | proved | 1.3 |',
  )
})

test.each<[Verdict, Verdict]>([
  ['unknown', 'refuted'],
  ['refuted', 'refuted'],
  ['proved', 'proved'],
  ['proved', 'unknown'],
])('%s, with its mistake %s, is not', (result, mistake) => {
  const report = reportOf([entry(result, mistake)], { version: '4' }, 0)
  expect(report).toMatchObject({ ok: false, proved: 0, failed: 1 })
})

test('nothing is no proof', () => {
  expect(reportOf([], { version: '4' }, 0).ok).toBe(false)
})
