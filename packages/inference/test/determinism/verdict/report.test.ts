import { expect, test } from 'vitest'
import { digestOf } from './compare.js'
import { digestLines, report, summaryLine } from './report.js'

const digest = (digit: string) => `0x${digit.repeat(64)}`
const digests = { generation: digest('1'), logits: digest('2') }
const results = [{ model: 'gpt', prompt: 'hello', ...digests }]
const row = (outcome: 'passed' | 'failed' | 'skipped') => {
  return { name: outcome, outcome, detail: '' }
}

test('holds a digest for each prompt', () => {
  const rows = [row('passed'), row('skipped')]
  expect(report({ rows, results })).toEqual({
    platforms: rows,
    prompts: { gpt: ['hello'] },
    digests: { gpt: { hello: digestOf(digests) } },
    equal: true,
  })
})

test('one row that failed is enough', () => {
  const rows = [row('passed'), row('failed')]
  expect(report({ rows, results }).equal).toBe(false)
})

test('prints a line a prompt, and a line that counts', () => {
  const { digests } = report({ rows: [], results })
  expect(digestLines(digests)).toEqual([`${digests.gpt?.hello}  gpt, “hello”`])
  const rows = [row('passed'), row('failed'), row('passed')]
  expect(summaryLine(rows)).toBe('2 passed, 1 failed')
  expect(summaryLine([...rows, row('skipped')])).toBe(
    '2 passed, 1 failed, 1 skipped',
  )
})
