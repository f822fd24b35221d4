import { isAppealable } from '../risk/appeal-size.js'
import { epochAt } from '../task/lifecycle.js'
import type { TaskId, TaskRecord } from '../task/task.js'
import { tally } from '../vote/tally.js'
import { outputWord } from '../vote/unavailable.js'
import type { IndexedTask } from './chain-index.js'
import { countLate } from './count-late.js'
import { changeTask, credit, type Draft } from './draft.js'
import { isStrongSeat, seatsOf } from './members.js'
import { lengthAt } from './places.js'
import type { TimedEventOf } from './timed-event.js'

export function applyTaskAdded(
  draft: Draft,
  event: TimedEventOf<'task-added'>,
): void {
  const { task, requester, list, order } = event
  draft.tasks.set(task, {
    record: newRecord(draft, event),
    terms: { requester, order },
    list,
    addedIn: event.blockNumber,
    blockHash: event.blockHash,
    transactionHash: event.transactionHash,
    committee: undefined,
    ballots: Array.from({ length: order.committeeSize }, () => undefined),
    isOfCourt: false,
    held: 0n,
    seal: undefined,
    appeal: undefined,
    excluded: [],
  })
}

export function applyCommitteeDrawn(
  draft: Draft,
  { task, committee }: TimedEventOf<'committee-drawn'>,
): void {
  changeTask(draft, task, () => ({ committee }))
}

export function applyVoteCommitted(
  draft: Draft,
  { task, member, commitment }: TimedEventOf<'vote-committed'>,
): void {
  changeTask(draft, task, ({ record, ballots }) => ({
    ballots: ballots.with(member, commitment),
    record: { ...record, committed: record.committed | (1 << member) },
  }))
}

export function applyTaskConvened(
  draft: Draft,
  event: TimedEventOf<'task-convened'>,
): void {
  const { task, seal, committed, commitments } = event
  changeTask(draft, task, ({ record, ballots }) => ({
    seal,
    record: { ...record, committed, convened: true },
    ballots: ballots.map((before, member) =>
      (committed >> member) & 1 ? commitments[member] : before,
    ),
  }))
}

/** A quorum of reveals decides at once: what follows tells it. Later ones are paid or slashed one by one. */
export function applyVoteRevealed(
  draft: Draft,
  { task, member, output }: TimedEventOf<'vote-revealed'>,
): void {
  const word = outputWord(output)
  changeTask(draft, task, ({ ballots }) => ({
    ballots: ballots.with(member, word),
  }))
  const state = draft.tasks.get(task)?.record.state
  if (state === 'decided') countLate(draft, { task, member, word })
  else countInCourt(draft, task, member)
}

function countInCourt(draft: Draft, task: TaskId, member: number): void {
  changeTask(draft, task, (before) => {
    const revealed = before.record.revealed | (1 << member)
    const record = { ...before.record, revealed }
    const isOfCourt = decidesInCourt(draft, { ...before, record })
    return { record, isOfCourt }
  })
}

export function applySealKept(
  draft: Draft,
  { task, seal }: TimedEventOf<'seal-kept'>,
): void {
  changeTask(draft, task, () => ({ seal }))
}

export function applyRoundTip(
  draft: Draft,
  event: TimedEventOf<'round-tip-paid' | 'round-tip-returned'>,
): void {
  const account = 'poster' in event ? event.poster : event.requester
  credit(draft, account, event.amount)
  changeTask(draft, event.task, ({ record }) => ({
    record: { ...record, roundTip: 0n },
  }))
}

function newRecord(
  draft: Draft,
  event: TimedEventOf<'task-added'>,
): TaskRecord {
  const { task, requester, list, order, blockNumber, timestamp } = event
  const { seed, committeeSize, share, roundTip } = order
  const its = draft.lists.get(list)
  const epoch = epochAt(timestamp, draft.parameters)
  return {
    id: task,
    state: 'open',
    seed,
    committeeSize,
    share,
    addedAt: timestamp,
    addedIn: blockNumber,
    roundTip,
    requester,
    committed: 0,
    revealed: 0,
    winners: 0,
    punished: 0,
    convened: false,
    closed: false,
    appealable: isAppealable({
      places: its ? lengthAt(its, epoch) : 0,
      committeeSize,
    }),
    isAppeal: false,
    unavailable: false,
    output: undefined,
  }
}

/** Whether what was opened in the court, of seats that could pay for a lie, is a quorum. */
function decidesInCourt(draft: Draft, task: IndexedTask): boolean {
  const { committeeSize, revealed } = task.record
  const seats = seatsOf(task)
  const outputs = task.ballots.map((word, member) => {
    const isOpen = ((revealed >> member) & 1) === 1
    return isOpen && isStrongSeat(draft, seats[member]) ? word : undefined
  })
  return tally(outputs, committeeSize).type !== 'undecided'
}
