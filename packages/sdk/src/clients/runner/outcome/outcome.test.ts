import { cidFromDigest, type Digest } from '@aichain/base'
import { expect, test } from 'vitest'
import { taskRecord } from '../../../../test/task-facts.js'
import type { CommitteeWord } from '../../../core/task/committee-word.js'
import type { ProtocolEvent } from '../../../core/task/protocol-event.js'
import type { CommitteeMember, TaskRecord } from '../../../core/task/task.js'
import { moneyOf, outcomeOf } from './outcome.js'

const digest = (byte: string): Digest => `0x${byte.repeat(32)}`
const agreed = cidFromDigest(digest('cc'))

const task: TaskRecord = {
  ...taskRecord,
  state: 'decided',
  committed: 0b111,
  revealed: 0b111,
  winners: 0b101,
  output: agreed,
}

const member = (ballot: CommitteeMember['ballot']): CommitteeMember => ({
  member: 1,
  seat: 7,
  signer: '0x04',
  ballot,
})
const none = member({ type: 'none' })
const sealed = member({ type: 'committed', commitment: digest('aa') })
const right = member({ type: 'revealed', output: agreed })
const other = member({
  type: 'revealed',
  output: cidFromDigest(digest('dd')),
})

const uncounted = member({ type: 'uncounted' })

test.each([
  ['agreed', right, { winners: 0b111 }],
  ['agreed', none, { winners: 0b111 }],
  ['wrong', other, { punished: 0b010 }],
  ['withheld', sealed, { punished: 0b010 }],
  ['absent', none, { punished: 0b010 }],
  ['absent', none, {}],
  ['uncounted', uncounted, {}],
  ['uncounted', other, {}],
] as const)('in a decided task a seat %s: %o, %o', (outcome, each, change) => {
  expect(outcomeOf({ ...task, ...change }, each)).toBe(outcome)
})

test.each([none, sealed, right, other, uncounted])(
  'without a quorum nobody is right or wrong',
  (each) => {
    const undecided = {
      ...task,
      state: 'undecided',
      output: undefined,
    } as const
    expect(outcomeOf(undecided, each)).toBe('undecided')
  },
)

test('who withheld is told so also without a quorum', () => {
  const undecided = { ...task, state: 'undecided', punished: 0b010 } as const
  expect(outcomeOf(undecided, sealed)).toBe('withheld')
})

const position = {
  blockNumber: 1n,
  blockHash: digest('00'),
  logIndex: 0,
  transactionHash: digest('01'),
}
const decided: ProtocolEvent = {
  ...position,
  type: 'task-decided',
  task: task.id,
  output: agreed,
  winners: 0b101,
  committee: 0n as CommitteeWord,
}
const undecided = (kept: bigint, paid: number): ProtocolEvent => ({
  ...position,
  type: 'task-undecided',
  task: task.id,
  requester: '0x03',
  refund: 90n - kept,
  kept,
  paid,
})
const slashed = (seat: number, amount: bigint): ProtocolEvent => ({
  ...position,
  type: 'seat-slashed',
  task: task.id,
  seat,
  amount,
  held: true,
})
const won = { ...task, winners: 0b111 }
const refunded: TaskRecord = { ...task, state: 'undecided', winners: 0 }

test('a winner earns the share, a loser what was taken from its own seat', () => {
  const events = [decided, slashed(7, 10n), slashed(8, 500n)]
  expect(moneyOf(won, right, [decided], 1n)).toEqual({
    earned: 30n,
    slashed: 0n,
  })
  expect(moneyOf(task, other, events, 1n)).toEqual({ earned: 0n, slashed: 10n })
})

test('who withheld twice over, in the court and after the decision, lost both', () => {
  const events = [slashed(7, 3n), decided, slashed(7, 10n)]
  expect(moneyOf(task, sealed, events, 1n)?.slashed).toBe(13n)
})

test('without a decision only those are paid who said that the prompt is missing', () => {
  const kept = undecided(10n, 0b010)
  expect(moneyOf(refunded, right, [kept], 1n)).toEqual({
    earned: 3n,
    slashed: 0n,
  })
  // Parts are whole units of the deployment.
  expect(moneyOf(refunded, right, [kept], 2n)?.earned).toBe(2n)
  const others = undecided(10n, 0b101)
  expect(moneyOf(refunded, right, [others], 1n)?.earned).toBe(0n)
  expect(moneyOf(refunded, right, [undecided(0n, 0)], 1n)).toEqual({
    earned: 0n,
    slashed: 0n,
  })
})

test('the state may be known before the events', () => {
  expect(moneyOf(task, right, [slashed(7, 10n)], 1n)).toBeUndefined()
})
