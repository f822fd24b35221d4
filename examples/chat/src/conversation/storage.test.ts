import { expect, test } from 'vitest'
import {
  answered,
  asked,
  drawn,
  posted,
  sealed,
  stored,
  told,
} from '../../test/support/turns.js'
import { decodeTurns, encodeTurns } from './storage.js'

test('a conversation survives a reload, wei and all', () => {
  const turns = [
    told(asked(), stored, posted, drawn, ...sealed(2), answered),
    told(asked('refunded'), {
      type: 'refund',
      amount: 10n ** 30n,
      kept: 0n,
      reason: 'not-drawn',
      at: 0,
    }),
  ]
  expect(decodeTurns(encodeTurns(turns))).toEqual(turns)
})

test.each(['', '{', 'null', '{}', '[{"$bigint":"x"}]'])(
  'what is not a conversation is none: %s',
  (text) => {
    expect(decodeTurns(text)).toEqual([])
  },
)
