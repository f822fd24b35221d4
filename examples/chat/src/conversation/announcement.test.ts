import { AnswerOverturnedError, InsufficientFundsError } from '@aichain/sdk'
import { expect, test } from 'vitest'
import { address, digest } from '../../test/support/receipt.js'
import {
  answer,
  answered,
  asked,
  posted,
  told,
} from '../../test/support/turns.js'
import { announcementOf } from './announcement.js'
import { stopReason } from './run-task.js'
import { failTurn } from './turn.js'

test('nothing is said before anything is asked', () => {
  expect(announcementOf(undefined)).toBe('')
})

test('the stage is said', () => {
  expect(announcementOf(told(asked(), posted))).toBe(
    'In block 7. Chance draws the committee next',
  )
})

test('the answer is read with how many agreed', () => {
  expect(announcementOf(told(asked(), answered))).toBe(
    '5 of 5 agreed. Answer: The capital of France is Paris.',
  )
})

test('a failure is said with what it cost', () => {
  const error = new InsufficientFundsError({
    account: address('a'),
    value: 1n,
  })
  expect(announcementOf(failTurn(asked(), error))).toBe(
    'The account cannot pay for the transaction. Nothing was spent.',
  )
})

test('a stop and a refund are said', () => {
  expect(announcementOf(failTurn(asked(), stopReason()))).toBe(
    'Stopped. Nothing was spent.',
  )
  const refund = { type: 'refund', reason: 'unavailable', at: 0 } as const
  const whole = told(asked(), { ...refund, amount: 10n ** 15n, kept: 0n })
  expect(announcementOf(whole)).toBe('No answer. The fee comes back to you.')
  const part = told(asked(), { ...refund, amount: 10n ** 15n, kept: 1n })
  expect(announcementOf(part)).toBe(
    'No answer. 0.001 ETH of the fee come back to you.',
  )
})

test('an answer that an appeal found wrong is not read as one', () => {
  const { task, outputCid } = answer
  const error = new AnswerOverturnedError({
    task,
    outputCid,
    appeal: digest('e'),
  })
  const turn = told(asked(), answered, { type: 'error', error, at: 0 })
  expect(announcementOf(turn)).toBe(
    'A larger committee found another answer. Do not rely on this one.',
  )
})
