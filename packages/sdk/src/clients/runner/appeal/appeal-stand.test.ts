import { cidOf, digestOf } from '@aichain/base'
import { expect, test } from 'vitest'
import { protocolParameters, taskRecord } from '../../../../test/task-facts.js'
import type { TaskRecord } from '../../../core/task/task.js'
import type { Appeal } from '../../../core/task/verdict.js'
import { UNAVAILABLE } from '../../../core/vote/unavailable.js'
import type { VoteRecord } from '../record/vote-record.js'
import { type AppealFacts, appealStand } from './appeal-stand.js'

const bytes = (text: string) => new TextEncoder().encode(text)
const decided: TaskRecord = {
  ...taskRecord,
  state: 'decided',
  output: cidOf(bytes('theirs')),
}
const record = {
  output: digestOf(bytes('mine')),
  document: 'mine',
} as VoteRecord
const appeal: Appeal = {
  task: `0x${'22'.repeat(32)}`,
  appellant: '0x01',
  deposit: 1n,
  attempts: 1,
  concluded: false,
  overturned: false,
}
const answering: TaskRecord = { ...taskRecord, isAppeal: true }

// Dead at 2300: the window is open until 3300, and for a life of a task, 1420
// seconds, more with each appeal.
const stand = (change: Partial<AppealFacts> = {}) =>
  appealStand({
    task: decided,
    record,
    appeal: undefined,
    mayAppeal: true,
    parameters: protocolParameters,
    now: 1200,
    ...change,
  })

const asked = (of: Partial<Appeal>, task: Partial<TaskRecord>) => ({
  appeal: { of: { ...appeal, ...of }, task: { ...answering, ...task } },
})

test('what contradicts a vote is questioned as long as there is time', () => {
  expect(stand()).toEqual({ type: 'wanted' })
  expect(stand({ now: 3239 })).toEqual({ type: 'wanted' })
  expect(stand({ now: 3240 })).toEqual({ type: 'none' })
  expect(stand({ mayAppeal: false })).toEqual({ type: 'none' })
})

test.each<[string, Partial<AppealFacts>]>([
  ['its own output', { task: { ...decided, output: cidOf(bytes('mine')) } }],
  ['nothing', { task: { ...taskRecord, state: 'undecided' } }],
  ['in a small list', { task: { ...decided, appealable: false } }],
  ['by an appeal', { task: { ...decided, isAppeal: true } }],
  ['what it knows nothing of', { record: undefined }],
])('nobody questions what was decided: %s', (_, change) => {
  expect(stand(change)).toEqual({ type: 'none' })
})

test('who could not fetch the prompt knows nothing better', () => {
  const { document: _, ...rest } = { ...record, output: UNAVAILABLE }
  expect(stand({ record: rest })).toEqual({ type: 'none' })
})

test('an open appeal is waited for, whoever asked', () => {
  expect(stand(asked({}, {}))).toEqual({ type: 'pending', until: 4720 })
  expect(stand({ ...asked({}, {}), now: 4720 })).toEqual({ type: 'none' })
})

test.each(['decided', 'undecided'] as const)(
  'an appeal that ended %s has consequences',
  (state) => {
    const ended = asked({}, { state })
    expect(stand(ended)).toEqual({ type: 'ended' })
    expect(stand({ ...ended, mayAppeal: false })).toEqual({ type: 'ended' })
  },
)

test('after an appeal that found nothing another one asks, eight in all', () => {
  const nothing = { state: 'undecided' } as const
  const concluded = (attempts: number, now = 1200) =>
    stand({ ...asked({ concluded: true, attempts }, nothing), now })
  expect(concluded(1)).toEqual({ type: 'wanted' })
  expect(concluded(1, 4659)).toEqual({ type: 'wanted' })
  expect(concluded(1, 4660)).toEqual({ type: 'none' })
  expect(concluded(7)).toEqual({ type: 'wanted' })
  expect(concluded(8)).toEqual({ type: 'none' })
})

test('nobody asks again what was answered, or whose prompt is lost', () => {
  const answered = asked({ concluded: true }, { state: 'decided' })
  expect(stand(answered)).toEqual({ type: 'none' })
  const lost = { state: 'undecided', unavailable: true } as const
  expect(stand(asked({ concluded: true }, lost))).toEqual({ type: 'none' })
})
