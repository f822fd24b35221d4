import { InsufficientFundsError } from '@aichain/sdk'
import { expect, test } from 'vitest'
import { address } from '../../test/support/receipt.js'
import { answered, asked, posted, told } from '../../test/support/turns.js'
import { announcementOf } from './announcement.js'
import { stopReason } from './run-task.js'
import { failTurn } from './turn.js'

test('nothing is said before anything is asked', () => {
  expect(announcementOf(undefined)).toBe('')
})

test('the stage is said', () => {
  expect(announcementOf(told(asked(), posted))).toBe(
    'In block 7. The next one draws the committee',
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
  const refund = { type: 'refund', amount: 1n, reason: 'unavailable' } as const
  expect(announcementOf(told(asked(), { ...refund, at: 0 }))).toBe(
    'No answer. The fee comes back to you.',
  )
})
