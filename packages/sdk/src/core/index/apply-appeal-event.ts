import { appealSize } from '../risk/appeal-size.js'
import { epochAt } from '../task/lifecycle.js'
import { changeTask, credit, type Draft } from './draft.js'
import { reward, seatsOf } from './members.js'
import { lengthAt } from './places.js'
import type { TimedEventOf } from './timed-event.js'

/** Told after the task that answers was added. */
export function applyTaskAppealed(
  draft: Draft,
  event: TimedEventOf<'task-appealed'>,
): void {
  const { task, appeal, appellant, deposit } = event
  const asked = draft.tasks.get(task)
  if (!asked) return
  const places = placesNow(draft, event)
  const { committeeSize } = asked.record
  const { excludes } = appealSize({ places, committeeSize })
  changeTask(draft, appeal, ({ record }) => ({
    record: { ...record, isAppeal: true, appealable: false },
    excluded: excludes ? seatsOf(asked) : [],
  }))
  changeTask(draft, task, () => ({
    appeal: {
      task: appeal,
      appellant,
      deposit,
      attempts: (asked.appeal?.attempts ?? 0) + 1,
      concluded: false,
      overturned: false,
    },
  }))
}

export function applyAppealEnded(
  draft: Draft,
  { task, lost }: TimedEventOf<'appeal-ended'>,
): void {
  changeTask(draft, task, ({ appeal }) => {
    if (!appeal) return {}
    draft.owedSink += lost
    credit(draft, appeal.appellant, appeal.deposit - lost)
    return { appeal: { ...appeal, concluded: true } }
  })
}

/** The winners' bonds, and what was held, go to whom was right, to the appellant, and to the sink. */
export function applyTaskOverturned(
  draft: Draft,
  event: TimedEventOf<'task-overturned'>,
): void {
  const { task, slashed, repaid, reward: won, deposit } = event
  draft.owedSink += slashed - repaid - won
  changeTask(draft, task, ({ appeal, record }) => {
    if (!appeal) return { held: 0n }
    credit(draft, appeal.appellant, deposit + won)
    return {
      held: 0n,
      appeal: { ...appeal, concluded: true, overturned: true },
      record: { ...record, punished: record.punished | record.winners },
    }
  })
}

export function applySeatRepaid(
  draft: Draft,
  { seat, amount }: TimedEventOf<'seat-repaid'>,
): void {
  reward(draft, seat, amount)
}

export function applyStakeReleased(
  draft: Draft,
  { task, amount }: TimedEventOf<'stake-released'>,
): void {
  draft.owedSink += amount
  changeTask(draft, task, () => ({ held: 0n }))
}

function placesNow(
  draft: Draft,
  { task, timestamp }: TimedEventOf<'task-appealed'>,
): number {
  const list = draft.lists.get(draft.tasks.get(task)?.list ?? '0x')
  return list ? lengthAt(list, epochAt(timestamp, draft.parameters)) : 0
}
