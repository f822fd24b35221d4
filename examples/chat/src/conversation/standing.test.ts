import {
  AnswerOverturnedError,
  AnswerVoidError,
  ChainUnreachableError,
  type TaskUpdate,
} from '@aichain/sdk'
import { expect, test } from 'vitest'
import { digest } from '../../test/support/receipt.js'
import {
  answer,
  answered,
  appealableUntil,
  asked,
  told,
} from '../../test/support/turns.js'
import { messagesFor } from './conversation.js'
import { isSettled, standingSentence, standingWords } from './standing.js'

const { task, outputCid } = answer
const appeal = digest('e')
const appealed: TaskUpdate = { type: 'appealed', appeal, attempt: 1, at: 0 }
const { verdict: open } = answer
const final: TaskUpdate = {
  type: 'final',
  verdict: { ...open, isFinal: true },
  at: 0,
}
const of = { task, outputCid, appeal }
const overturned: TaskUpdate = {
  type: 'error',
  error: new AnswerOverturnedError(of),
  at: 0,
}
const isVoid: TaskUpdate = {
  type: 'error',
  error: new AnswerVoidError(of),
  at: 0,
}

function after(...updates: readonly TaskUpdate[]) {
  const { outcome } = told(asked(), answered, ...updates)
  if (outcome.type !== 'answered') expect.fail(outcome.type)
  return outcome.standing
}

test('an answer can be appealed until its window is over', () => {
  expect(after()).toEqual({ type: 'open', until: appealableUntil })
  expect(standingWords(after())).toMatch(/^final at .+ unless appealed$/)
})

test('an answer that cannot be appealed is final at once', () => {
  const verdict = { ...open, isFinal: true, appealable: false }
  const { outcome } = told(asked(), {
    type: 'answer',
    answer: { ...answer, verdict },
    at: 0,
  })
  expect(outcome).toMatchObject({ standing: { type: 'final' } })
  expect(standingSentence({ type: 'final' }, { appealable: false })).toMatch(
    'too few nodes',
  )
})

test('it follows an appeal to its end', () => {
  expect(after(appealed)).toEqual({ type: 'appealed', appeal, attempt: 1 })
  expect(after(appealed, final)).toEqual({ type: 'final' })
  expect(after(appealed, overturned)).toEqual({ type: 'overturned', appeal })
  expect(after(appealed, isVoid)).toEqual({ type: 'void' })
})

test('told again, it does not go back', () => {
  expect(after(appealed, answered)).toEqual({
    type: 'appealed',
    appeal,
    attempt: 1,
  })
})

test('an answer stays to be seen when it cannot be followed further', () => {
  const error = new ChainUnreachableError()
  expect(after({ type: 'error', error, at: 0 })).toEqual(after())
})

test('only the end is settled', () => {
  expect(isSettled(after())).toBe(false)
  expect(isSettled(after(appealed))).toBe(false)
  expect(isSettled(after(final))).toBe(true)
  expect(isSettled(after(overturned))).toBe(true)
})

test('an answer that is not to be relied on is in no later prompt', () => {
  const turn = told(asked(), answered, overturned)
  expect(messagesFor([turn], 'Why?')).toHaveLength(1)
})
