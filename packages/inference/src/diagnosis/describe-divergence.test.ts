import { expect, test } from 'vitest'
import type { Generation } from '../document/output.js'
import { describeDivergence } from './describe-divergence.js'
import { explainDivergence } from './divergence.js'

const answer = (text: string, tokens: number[]): Generation => ({
  finishReason: 'stop',
  text,
  tokens,
})
const failed = (error: 'prompt-too-long' | 'prompt-malformed'): Generation => ({
  finishReason: 'error',
  error,
})
const paris = answer('Paris.', [4, 8, 2])

test.each<[string, Generation, Generation, string]>([
  [
    'another token',
    answer('Parma.', [4, 9, 2]),
    paris,
    'token 1: mine is 9, the agreed one is 8',
  ],
  [
    'an early end',
    answer('Pa', [4]),
    paris,
    'token 1: mine is the end, the agreed one is 8',
  ],
  [
    'a late end',
    paris,
    answer('Pa', [4]),
    'token 1: mine is 8, the agreed one is the end',
  ],
  ['another text', answer('Paris!', [4, 8, 2]), paris, 'from character 5 on'],
  [
    'another end',
    { finishReason: 'length', text: 'Paris.', tokens: [4, 8, 2] },
    paris,
    "'length', the agreed one with 'stop'",
  ],
  [
    'an error against an answer',
    failed('prompt-too-long'),
    paris,
    "'prompt-too-long', the agreed one with 'stop'",
  ],
  [
    'another error',
    failed('prompt-too-long'),
    failed('prompt-malformed'),
    "'prompt-too-long', the agreed one with 'prompt-malformed'",
  ],
])('%s is explained', (_, mine, agreed, words) => {
  const divergence = explainDivergence(mine, agreed)
  expect(divergence).toBeDefined()
  expect(describeDivergence(divergence)).toContain(words)
})

test.each<Generation>([paris, failed('prompt-malformed')])(
  'equal generations do not diverge',
  (same) => {
    expect(explainDivergence(same, { ...same })).toBeUndefined()
    expect(describeDivergence(undefined)).toContain('equal')
  },
)

test('other bits under equal generations are explained', () => {
  expect(describeDivergence({ type: 'logits', step: 7 })).toContain(
    'the bits differ from step 7 on',
  )
})

test('characters beyond the first plane count as one', () => {
  const divergence = explainDivergence(answer('🙂a', [1]), answer('🙂b', [1]))
  expect(divergence).toEqual({ type: 'text', index: 1 })
})
