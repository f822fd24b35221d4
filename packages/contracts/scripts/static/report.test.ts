import { expect, test } from 'vitest'
import { linesOf, type Run, reportOf } from './report.js'

const slither = { tool: 'slither', version: '1', seconds: 2, findings: [] }
const finding = { tool: 'slither', detector: 'd', place: 'A.f()', text: 't' }
const nothing = { explained: [], unexplained: [], stale: [] }
const report = (run: Partial<Run> = {}, triage = {}) =>
  reportOf([{ ...slither, ...run }], { ...nothing, ...triage }, Date.now())

test('what nobody explained fails, and so does an explanation too many', () => {
  expect(report()).toMatchObject({ ok: true })
  expect(report({}, { explained: [finding] })).toMatchObject({ ok: true })
  expect(report({}, { unexplained: [finding] })).toMatchObject({ ok: false })
  const entry = { ...finding, reason: 'because' }
  expect(report({}, { stale: [entry] })).toMatchObject({ ok: false })
})

test('a tool that cannot run is left out, and said to be', () => {
  const left = report({ skipped: 'no Python' })
  expect(left.ok).toBe(true)
  expect(linesOf(left)).toContain('slither 1: skipped, no Python')
  expect(linesOf(left).at(-1)).toBe('0 passed, 0 failed, 1 skipped')
})

test('the last line counts tools', () => {
  expect(linesOf(report()).at(-1)).toBe('1 passed, 0 failed')
  const failed = report({}, { unexplained: [finding] })
  expect(linesOf(failed).at(-1)).toBe('0 passed, 1 failed')
})
