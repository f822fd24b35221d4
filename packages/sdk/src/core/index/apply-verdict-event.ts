import { countMembers, hasMember } from '../encoding/bitmap.js'
import { outputWord } from '../vote/unavailable.js'
import { committeeOf } from './committee-of.js'
import { countLate } from './count-late.js'
import { changeSeat, changeTask, credit, type Draft } from './draft.js'
import { everybody, rewardAll, seatsOf } from './members.js'
import type { TimedEventOf } from './timed-event.js'
import { withRecord } from './with-record.js'

/** Told before the decision, which owes their shares to the sink. */
export function applyVotesUncounted(
  draft: Draft,
  { task, members }: TimedEventOf<'votes-uncounted'>,
): void {
  changeTask(draft, task, ({ record }) => ({
    record: { ...record, revealed: record.revealed | members },
  }))
}

/** Pays the winners. Who was slashed for another output, later events tell. */
export function applyTaskDecided(
  draft: Draft,
  event: TimedEventOf<'task-decided'>,
): void {
  const { task, output, winners, committee } = event
  changeTask(draft, task, (before) => {
    const revealed = before.record.revealed | winners
    draft.owedSink +=
      before.record.share * BigInt(countMembers(revealed & ~winners))
    const record = withRecord(before, {
      state: 'decided',
      output,
      winners,
      revealed,
      addedIn: undefined,
      requester: undefined,
      roundTip: 0n,
    })
    return { record, committee }
  })
  const decided = draft.tasks.get(task)
  if (decided) rewardAll(draft, seatsOf(decided), winners, decided.record.share)
}

/** Gives the fee back, but for what is kept: for who said that the prompt cannot be fetched, or for the sink. */
export function applyTaskUndecided(
  draft: Draft,
  event: TimedEventOf<'task-undecided'>,
): void {
  const { task, requester, refund, kept, paid } = event
  const before = draft.tasks.get(task)
  if (!before) return
  credit(draft, requester, refund)
  const { committeeSize, committed, revealed } = before.record
  const each = shareOf(kept, committeeSize, draft.parameters.unit)
  draft.owedSink += kept - each * BigInt(countMembers(paid))
  if (paid !== 0) rewardAll(draft, committeeOf(draft, task) ?? [], paid, each)
  const withheld = paid === 0 && revealed !== 0 ? committed & ~revealed : 0
  changeTask(draft, task, (its) => ({
    record: {
      ...its.record,
      state: 'undecided',
      closed: true,
      unavailable: paid !== 0,
      revealed: revealed | paid,
      punished: its.record.punished | withheld,
      roundTip: 0n,
    },
  }))
}

/** Of a decided task, a member that is slashed gave a vote, or is charged once the task is dead. */
export function applySeatSlashed(
  draft: Draft,
  { task, seat, amount, held }: TimedEventOf<'seat-slashed'>,
): void {
  changeSeat(draft, seat, ({ balance }) => ({ balance: balance - amount }))
  if (!held) {
    draft.owedSink += amount
    return
  }
  changeTask(draft, task, (before) => {
    const { record, ballots } = before
    const member = seatsOf(before).indexOf(seat)
    const its = member < 0 ? 0 : 1 << member
    const isNew = its !== 0 && (record.revealed & its) === 0
    if (isNew) draft.owedSink += record.share
    return {
      held: before.held + amount,
      // Of lane 1 no event tells what it gave.
      ballots: isNew ? ballots.with(member, undefined) : ballots,
      record: withRecord(before, {
        revealed: record.revealed | its,
        punished: record.punished | (its & ~record.winners),
      }),
    }
  })
}

export function applyVoteAdded(
  draft: Draft,
  { task, member, output }: TimedEventOf<'vote-added'>,
): void {
  countLate(draft, { task, member, word: outputWord(output) })
}

export function applyMemberPunished(
  draft: Draft,
  event: TimedEventOf<'member-punished'>,
): void {
  const { task, member, output, reporter, bounty } = event
  const its = 1 << member
  credit(draft, reporter, bounty)
  changeTask(draft, task, (before) => {
    const { record, held, ballots } = before
    if ((record.revealed & its) === 0) draft.owedSink += record.share
    return {
      held: held - bounty,
      ballots: hasMember(record.winners, member)
        ? ballots
        : ballots.with(member, outputWord(output)),
      record: withRecord(before, {
        revealed: record.revealed | its,
        punished: record.punished | its,
      }),
    }
  })
}

/** A dead task's account is ended. What silence cost was told before: its bounty comes out of that. */
export function applyTaskClosed(
  draft: Draft,
  { task, by, unclaimed, bounty }: TimedEventOf<'task-closed'>,
): void {
  draft.owedSink += unclaimed - bounty
  credit(draft, by, bounty)
  changeTask(draft, task, (before) => {
    const { committeeSize, revealed, committed, convened, punished } =
      before.record
    const unknown = everybody(committeeSize) & ~revealed
    const charged =
      before.isOfCourt && !convened ? unknown : unknown & committed
    return {
      record: withRecord(before, {
        closed: true,
        punished: punished | charged,
      }),
    }
  })
}

/** What is kept, for one member: as much as is left over is the sink's. */
function shareOf(kept: bigint, committeeSize: number, unit: bigint): bigint {
  return (kept / unit / BigInt(committeeSize)) * unit
}
