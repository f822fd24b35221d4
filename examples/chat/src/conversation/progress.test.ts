import { describe, expect, test } from 'vitest'
import {
  asked,
  decided,
  drawn,
  opened,
  posted,
  sealed,
  sent,
  signing,
  told,
} from '../../test/support/turns.js'
import { sentenceOf, stageSentence, stepsOf } from './progress.js'
import type { Turn } from './turn.js'

const moments: readonly [sentence: string, turn: Turn][] = [
  ['Looking whether the question can be answered', asked()],
  ['Posting the task. Your wallet signs it', told(asked(), signing)],
  ['Sent. Waiting for a block', told(asked(), signing, sent)],
  [
    'In block 7. Chance draws the committee next',
    told(asked(), signing, sent, posted),
  ],
  ['0 of 5 nodes have sealed an answer', told(asked(), posted, drawn)],
  [
    '3 of 5 nodes have sealed an answer',
    told(asked(), posted, drawn, ...sealed(3)),
  ],
  [
    '0 of 5 nodes have opened their answer',
    told(asked(), posted, drawn, ...sealed(5)),
  ],
  [
    '2 of 4 nodes have opened their answer',
    told(asked(), posted, drawn, ...sealed(4), ...opened(2, 4)),
  ],
  [
    'The answers are open. The contract counts them',
    told(asked(), posted, drawn, ...sealed(5), ...opened(5)),
  ],
  [
    'Agreed. Fetching the answer, to hash it here',
    told(asked(), posted, drawn, ...sealed(5), ...opened(5), decided),
  ],
]

test.each(moments)('“%s”', (sentence, turn) => {
  expect(sentenceOf(turn)).toBe(sentence)
})

test('what is heard does not count votes', () => {
  const heard = moments.map(([, turn]) => stageSentence(turn))
  expect(heard.filter((sentence) => / of /.test(sentence))).toEqual([])
})

describe('the steps', () => {
  const shape = (turn: Turn) =>
    stepsOf(turn).map(({ state, count, share }) => [state, count, share])

  test('begin with the posting', () => {
    expect(shape(asked())).toEqual([
      ['now', undefined, 0],
      ['later', undefined, 0],
      ['later', undefined, 0],
      ['later', undefined, 0],
      ['later', undefined, 0],
    ])
  })

  test('count what is sealed', () => {
    expect(shape(told(asked(), posted, drawn, ...sealed(3)))[2]).toEqual([
      'now',
      '3 of 5',
      0.6,
    ])
  })

  test('count what is opened of what was sealed', () => {
    const turn = told(asked(), posted, drawn, ...sealed(4), ...opened(2, 4))
    expect(shape(turn).slice(2, 4)).toEqual([
      ['done', '4 of 5', 1],
      ['now', '2 of 4', 0.5],
    ])
  })

  test('are all done once it is decided', () => {
    const turn = told(
      asked(),
      posted,
      drawn,
      ...sealed(5),
      ...opened(5),
      decided,
    )
    expect(stepsOf(turn).every(({ state }) => state === 'done')).toBe(true)
  })
})
