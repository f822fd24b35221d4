import { cidFromDigest } from '@aichain/base'
import { expect, test } from 'vitest'
import { ballotOf } from './ballot.js'

const word = `0x${'11'.repeat(32)}` as const
const task = {
  state: 'open',
  committed: 0b011,
  revealed: 0b001,
  winners: 0,
  punished: 0,
  unavailable: false,
} as const

test('the bitmaps say what the word of a member is', () => {
  expect([0, 1, 2].map((member) => ballotOf(task, member, word))).toEqual([
    { type: 'revealed', output: cidFromDigest(word) },
    { type: 'committed', commitment: word },
    { type: 'none' },
  ])
})

test('a known vote without a word found the prompt unavailable', () => {
  const found = { ...task, unavailable: true }
  expect(ballotOf(found, 0, undefined)).toEqual({
    type: 'revealed',
    output: 'unavailable',
  })
})

test('in any other task it is a vote that does not count', () => {
  expect(ballotOf(task, 0, undefined)).toEqual({ type: 'uncounted' })
})

test('of a decided task what was neither paid nor punished does not count', () => {
  const decided = { ...task, state: 'decided', revealed: 0b111 } as const
  const ended = { ...decided, winners: 0b001, punished: 0b010 }
  const types = [0, 1, 2].map((member) => ballotOf(ended, member, word).type)
  expect(types).toEqual(['revealed', 'revealed', 'uncounted'])
})

test('a member without a word has no ballot', () => {
  expect(ballotOf(task, 2, undefined)).toEqual({ type: 'none' })
})
