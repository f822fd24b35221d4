import { cidFromDigest, type Digest } from '@aichain/base'
import { expect, test } from 'vitest'
import type { ProtocolEvent } from '../../../core/task/protocol-event.js'
import type { CommitteeMember, TaskRecord } from '../../../core/task/task.js'
import { moneyOf, outcomeOf } from './outcome.js'

const digest = (byte: string): Digest => `0x${byte.repeat(32)}`
const agreed = cidFromDigest(digest('cc'))

const task: TaskRecord = {
  id: digest('11'),
  requester: '0x03',
  fee: 100n,
  addedAt: 1000,
  addedIn: 500n,
  committeeSize: 3,
  state: 'decided',
  committed: 0b111,
  revealed: 0b111,
  punished: 0,
  winners: 0b111,
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

test.each([
  ['agreed', right],
  ['wrong', other],
  ['withheld', sealed],
  ['absent', none],
] as const)('in a decided task a seat %s', (outcome, each) => {
  const punished = outcome === 'agreed' ? 0 : 0b010
  expect(outcomeOf({ ...task, punished }, each)).toBe(outcome)
})

test('whose vote a settlement left out was absent, sealed or not', () => {
  expect([none, sealed].map((each) => outcomeOf(task, each))).toEqual([
    'absent',
    'absent',
  ])
})

test.each([none, sealed, right, other])(
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
const decided = (winners: number): ProtocolEvent => ({
  ...position,
  type: 'task-decided',
  task: task.id,
  output: 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq',
  winners,
  share: 33n,
})
const slashed = (seat: number, amount: bigint): ProtocolEvent => ({
  ...position,
  type: 'seat-slashed',
  task: task.id,
  seat,
  amount,
})

test('a winner earns the share, a loser what was taken from its own seat', () => {
  const events = [slashed(7, 10n), slashed(8, 500n), decided(0b101)]
  expect(moneyOf(right, [decided(0b010)])).toEqual({ earned: 33n, slashed: 0n })
  expect(moneyOf(other, events)).toEqual({ earned: 0n, slashed: 10n })
})

test('a refund earns nothing', () => {
  const refund: ProtocolEvent = {
    ...position,
    type: 'task-undecided',
    task: task.id,
    requester: '0x03',
    refund: 100n,
  }
  expect(moneyOf(right, [refund])).toEqual({ earned: 0n, slashed: 0n })
})

test('the state may be known before the events', () => {
  expect(moneyOf(right, [slashed(7, 10n)])).toBeUndefined()
})
