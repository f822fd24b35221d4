import type { Message } from '@aichain/inference'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import { trimConversation } from './trim-conversation.js'

const system: Message = { role: 'system', content: 'sys' }
const user = (content: string): Message => ({ role: 'user', content })
const assistant = (content: string): Message => ({ role: 'assistant', content })

/** One token a message. */
const count = (messages: readonly Message[]) => messages.length

const long = [
  system,
  ...[user('1'), assistant('a')],
  ...[user('2'), assistant('b')],
  user('3'),
]

test.each<[number, Message[]]>([
  [6, long],
  [5, [system, user('2'), assistant('b'), user('3')]],
  [4, [system, user('2'), assistant('b'), user('3')]],
  [3, [system, user('3')]],
  // Less than that would be another question.
  [1, [system, user('3')]],
  [0, [system, user('3')]],
])('a budget of %i leaves whole turns', (budget, left) => {
  expect(trimConversation(long, { budget, count })).toEqual(left)
})

test('of nothing, and of instructions alone, everything is left', () => {
  expect(trimConversation([], { budget: 0, count })).toEqual([])
  expect(trimConversation([system], { budget: 0, count })).toEqual([system])
})

test.each([
  ['budget', { budget: Number.NaN, count }],
  ['budget', { budget: undefined, count }],
  ['budget', { budget: '5', count }],
  ['count', { budget: 5, count: async () => 3 }],
  ['count', { budget: 5, count: () => Number.NaN }],
])('a %s that is no number drops nothing in silence', (argument, options) => {
  expect(() => trimConversation(long, options as never)).toThrow(
    expect.objectContaining({ code: 'invalid-argument', argument }),
  )
})

test('what was given is not changed', () => {
  const given = [...long]
  trimConversation(given, { budget: 2, count })
  expect(given).toEqual(long)
})

test('whatever the conversation: as much as fits, in order, with the question', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const { below } = seededRandom(seed)
    const turns = Array.from({ length: 1 + below(8) }, (_, turn) => [
      user('q'.repeat(1 + below(9))),
      ...(below(5) === 0 ? [] : [assistant(`${turn}`.repeat(below(9)))]),
    ])
    const messages = [
      ...(below(2) === 0 ? [system] : []),
      ...turns.flat(),
      user('the question'),
    ]
    const size = (all: readonly Message[]) =>
      all.reduce((sum, { content }) => sum + content.length, 0)
    const budget = below(80)
    const left = trimConversation(messages, { budget, count: size })
    expect(left.at(-1)).toBe(messages.at(-1))
    const rest = left.filter(({ role }) => role !== 'system')
    expect(messages.slice(messages.length - rest.length)).toEqual(rest)
    expect(rest[0]?.role).toBe('user')
    expect(left.length > rest.length).toBe(messages[0] === system)
    if (rest.length > 1) expect(size(left)).toBeLessThanOrEqual(budget)
  }
})
