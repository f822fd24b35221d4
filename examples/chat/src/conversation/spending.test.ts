import { InsufficientFundsError, TaskNotFoundError } from '@aichain/sdk'
import { TaskDroppedError, TaskUnconfirmedError } from '@aichain/sdk/errors'
import { expect, test } from 'vitest'
import { address, digest } from '../../test/support/receipt.js'
import {
  asked,
  posted,
  sent as sending,
  signing,
  told,
} from '../../test/support/turns.js'
import { stopReason } from './run-task.js'
import { spendingOf } from './spending.js'
import { failTurn } from './turn.js'

const task = digest('d')
const before = told(asked(), signing)
const sent = told(before, sending)
const onChain = told(sent, posted)
const refusal = new InsufficientFundsError({
  account: address('a'),
  value: 1n,
})
const lost = new TypeError('the connection broke')

test.each([
  ['refused at once', failTurn(asked(), refusal), 'Nothing was spent.'],
  ['refused by the wallet', failTurn(before, refusal), 'Nothing was spent.'],
  ['stopped at once', failTurn(asked(), stopReason()), 'Nothing was spent.'],
  [
    'not on the chain',
    failTurn(before, new TaskNotFoundError({ task })),
    'The chain has no such task, so no fee was taken for it.',
  ],
  [
    'taken back by the chain',
    failTurn(onChain, new TaskDroppedError({ task })),
    'The fee was not taken.',
  ],
])('%s: nothing to follow', (_, turn, words) => {
  expect(spendingOf(turn)).toEqual({ words, mayExist: false })
})

test.each([
  [
    'stopped while the wallet asks',
    failTurn(before, stopReason()),
    /decline there/,
  ],
  [
    'lost while the wallet asked',
    failTurn(before, new TaskUnconfirmedError({ task })),
    /decline there/,
  ],
  ['lost after sending', failTurn(sent, lost), /was sent/],
  ['stopped after sending', failTurn(sent, stopReason()), /was sent/],
  [
    'lost once it was in a block',
    failTurn(onChain, lost),
    /The fee of 0\.001 ETH is in the contract/,
  ],
])('%s: the task can be followed', (_, turn, words) => {
  const spending = spendingOf(turn)
  expect(spending.words).toMatch(words)
  expect(spending.mayExist).toBe(true)
})

test('a transaction that reverted costs only gas', () => {
  const outcome = {
    type: 'failed',
    failure: {
      code: 'task-not-posted',
      happened: '',
      remedy: '',
      facts: [],
    },
  } as const
  expect(spendingOf({ ...sent, outcome })).toEqual({
    words: 'The fee was not taken, only gas.',
    mayExist: false,
  })
})
