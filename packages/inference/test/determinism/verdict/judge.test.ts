import { expect, test } from 'vitest'
import { judge } from './judge.js'

const digest = (digit: string) => `0x${digit.repeat(64)}`
const result = (model: string, logits: string) => ({
  model,
  prompt: 'hello',
  generation: digest('1'),
  logits: digest(logits),
})
const expected = {
  gpt: { hello: result('gpt', '2') },
  llama: { hello: result('llama', '2') },
}
const same = [result('gpt', '2'), result('llama', '2')]
const half = [result('gpt', '2'), result('llama', '3')]
const other = [result('gpt', '3'), result('llama', '3')]
const row = { wanted: same, expected, isCanary: false }
const canary = { ...row, isCanary: true }

test.each([
  ['a row that agrees', { ...row, results: same }, 'passed'],
  ['a row with one other digest', { ...row, results: half }, 'failed'],
  ['a row that ends early', { ...row, results: same.slice(1) }, 'failed'],
  ['a row without results', { ...row, results: [] }, 'failed'],
  ['a canary that differs', { ...canary, results: other }, 'passed'],
  ['a canary that agrees', { ...canary, results: same }, 'failed'],
  ['a canary that agrees in one model', { ...canary, results: half }, 'failed'],
  ['a canary that ends early', { ...canary, results: [] }, 'failed'],
  [
    'a canary with nothing to differ from',
    { ...canary, results: other, expected: {} },
    'failed',
  ],
])('%s', (_, given, outcome) => {
  expect(judge(given).outcome).toBe(outcome)
})
