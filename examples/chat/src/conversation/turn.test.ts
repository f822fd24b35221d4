import { ChainUnreachableError } from '@aichain/sdk'
import { describe, expect, test } from 'vitest'
import { digest, lie, outputCid } from '../../test/support/receipt.js'
import {
  answered,
  asked,
  askedAt,
  decided,
  drawn,
  opened,
  posted,
  sealed,
  sent,
  signing,
  stored,
  told,
} from '../../test/support/turns.js'
import { stopReason } from './run-task.js'
import {
  advanceTurn,
  countVotes,
  failTurn,
  markWithdrawn,
  restartTurn,
} from './turn.js'

const life = [
  signing,
  sent,
  stored,
  posted,
  drawn,
  ...sealed(5),
  ...opened(5, 5, 3),
  decided,
  answered,
]

describe('a turn', () => {
  test('knows its task before the transaction is sent', () => {
    const turn = told(asked(), signing)
    expect(turn.task).toBe(digest('d'))
    expect(turn.transaction).toBeUndefined()
    expect(told(turn, sent).transaction).toBe(digest('1'))
    expect(turn.blockNumber).toBeUndefined()
  })

  test('holds each vote as far as it is known', () => {
    const turn = told(asked(), posted, drawn, ...sealed(3), ...opened(1))
    expect(turn.votes.map(({ vote }) => vote.type)).toEqual([
      'opened',
      'sealed',
      'sealed',
      'waiting',
      'waiting',
    ])
    expect(countVotes(turn)).toEqual({ sealed: 3, opened: 1 })
  })

  test('holds what each vote says', () => {
    const turn = told(asked(), ...life)
    expect(turn.votes[0]?.vote).toEqual({ type: 'opened', output: outputCid })
    expect(turn.votes[3]?.vote).toEqual({ type: 'opened', output: lie })
  })

  test('notes when each stage was complete', () => {
    expect(told(asked(), ...life).times).toEqual({
      posted: askedAt + 200,
      committee: askedAt + 300,
      sealed: askedAt + 404,
      opened: askedAt + 504,
      agreed: askedAt + 600,
    })
  })

  test('is the same after its life is told twice', () => {
    const once = told(asked(), ...life)
    const later = life.map((update) => ({ ...update, at: update.at + 9_000 }))
    expect(told(once, ...later)).toEqual(once)
  })

  test('counts as opened what does not count', () => {
    const uncounted = { type: 'vote-uncounted', member: 2, seat: 12 } as const
    const turn = told(asked(), posted, drawn, ...sealed(3), {
      ...uncounted,
      at: askedAt,
    })
    expect(turn.votes[2]?.vote).toEqual({ type: 'uncounted' })
    expect(countVotes(turn)).toEqual({ sealed: 3, opened: 1 })
  })

  test('is sealed once its committee is convened', () => {
    const members = [0, 1, 2, 3]
    const turn = told(asked(), posted, drawn, ...sealed(4), {
      type: 'convened',
      members,
      at: askedAt + 450,
    })
    expect(turn.times.sealed).toBe(askedAt + 450)
  })

  test('forgets votes that a reorganization took back', () => {
    const turn = told(asked(), posted, drawn, ...sealed(5), {
      type: 'reorganized',
      ancestor: 6n,
      at: askedAt,
    })
    expect(turn).toMatchObject({ votes: [], times: {}, task: digest('d') })
  })

  test('ends with its answer', () => {
    const { outcome } = told(asked(), ...life)
    expect(outcome).toMatchObject({
      type: 'answered',
      answer: { text: 'The capital of France is Paris.' },
    })
  })

  test('ends with a refund, which can be withdrawn once', () => {
    const refunded = advanceTurn(asked(), {
      type: 'refund',
      amount: 5n,
      kept: 1n,
      reason: 'below-quorum',
      at: askedAt,
    })
    const withdrawn = markWithdrawn(refunded, digest('5'))
    expect(withdrawn.outcome).toEqual({
      type: 'refunded',
      amount: 5n,
      kept: 1n,
      reason: 'below-quorum',
      withdrawal: digest('5'),
    })
    expect(markWithdrawn(withdrawn, digest('6'))).toBe(withdrawn)
  })

  test('ends with an error by its name', () => {
    const error = new ChainUnreachableError({ cause: undefined })
    const told = advanceTurn(asked(), { type: 'error', error, at: askedAt })
    expect(told.outcome).toMatchObject({
      type: 'failed',
      failure: { code: 'chain-unreachable' },
    })
    expect(failTurn(asked(), error)).toEqual(told)
  })

  test('that a person stops is stopped, not failed', () => {
    const stopped = failTurn(asked(), stopReason())
    expect(stopped.outcome).toEqual({ type: 'stopped' })
    expect(restartTurn(stopped).outcome).toEqual({ type: 'running' })
  })

  test('keeps an error that is not of the SDK', () => {
    expect(failTurn(asked(), new TypeError('x is not y')).outcome).toEqual({
      type: 'failed',
      failure: {
        code: 'unexpected',
        happened: 'x is not y',
        remedy: 'Try again; if it comes back, report it with this text.',
        facts: [],
      },
    })
  })
})
