import type { Digest } from '@aichain/base'
import { expect, test } from 'vitest'
import type { Generation } from '../document/output.js'
import { explainDivergence } from './divergence.js'

const digest = (digit: number): Digest => `0x${`${digit}`.repeat(64)}`

const answer = (tokens: number[], text = 'Paris'): Generation => ({
  finishReason: 'stop',
  text,
  tokens,
})

const trace = (logits: number, steps: number[]) => ({
  logits: digest(logits),
  steps: steps.map(digest),
})

const paris = answer([4, 8, 2])
const agreed = trace(0, [1, 2, 3])

test('equal in every bit is equal', () => {
  const mine = trace(0, [1, 2, 3])
  expect(explainDivergence(paris, paris, { mine, agreed })).toBeUndefined()
})

test('equal tokens of other bits: the step is named', () => {
  const mine = trace(9, [1, 7, 3])
  expect(explainDivergence(paris, paris, { mine, agreed })).toEqual({
    type: 'logits',
    step: 1,
  })
})

test('where only the step that ended it differs, that is the step', () => {
  const mine = trace(9, [1, 2, 3])
  expect(explainDivergence(paris, paris, { mine, agreed })).toEqual({
    type: 'logits',
    step: 3,
  })
})

test('another token tells since when the bits differed', () => {
  const mine = trace(9, [1, 7, 7])
  const divergence = explainDivergence(answer([4, 8, 5]), paris, {
    mine,
    agreed,
  })
  expect(divergence).toEqual({
    type: 'token',
    index: 2,
    mine: 5,
    agreed: 2,
    step: 1,
  })
})

test('another token of equal bits has no such step', () => {
  const mine = trace(9, [1, 2, 3, 4])
  const divergence = explainDivergence(answer([4, 8, 5, 6]), paris, {
    mine,
    agreed,
  })
  expect(divergence).toEqual({ type: 'token', index: 2, mine: 5, agreed: 2 })
})

test('another text is told before other bits', () => {
  const mine = trace(9, [1, 7, 3])
  expect(
    explainDivergence(answer([4, 8, 2], 'Parma'), paris, { mine, agreed }),
  ).toEqual({ type: 'text', index: 3 })
})
