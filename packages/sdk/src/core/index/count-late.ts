import { type Digest, digestFromCid } from '@aichain/base'
import type { TaskId } from '../task/task.js'
import type { IndexedTask } from './chain-index.js'
import { changeTask, type Draft } from './draft.js'
import { isStrongSeat, reward, seatsOf } from './members.js'
import { withRecord } from './with-record.js'

/**
 * A vote that came after the decision: its share is the seat's, or the sink's.
 * What a wrong one costs, `seat-slashed` tells. After an overturn nobody is paid.
 */
export function countLate(
  draft: Draft,
  vote: {
    readonly task: TaskId
    readonly member: number
    readonly word: Digest
  },
): void {
  const { task, member, word } = vote
  const indexed = draft.tasks.get(task)
  if (indexed?.record.output === undefined) return
  const { record } = indexed
  const its = 1 << member
  const seat = seatsOf(indexed)[member]
  const { isRight, isOverturned } = judge(draft, indexed, word)
  const isPaid =
    isRight && !isOverturned && seat !== undefined && isStrongSeat(draft, seat)
  if (isPaid) reward(draft, seat, record.share)
  else draft.owedSink += record.share
  changeTask(draft, task, (before) => ({
    record: withRecord(before, {
      revealed: record.revealed | its,
      winners: isPaid ? record.winners | its : record.winners,
      punished: isRight ? record.punished : record.punished | its,
    }),
    ballots: isRight ? before.ballots : before.ballots.with(member, word),
  }))
}

/** After an overturn right is what the appeal found. */
function judge(draft: Draft, task: IndexedTask, word: Digest) {
  const { record, appeal } = task
  const isOverturned = appeal?.overturned ?? false
  const found = isOverturned ? draft.tasks.get(appeal?.task ?? '0x') : undefined
  const { output } = found?.record ?? record
  const isRight = output !== undefined && word === digestFromCid(output)
  return { isRight, isOverturned }
}
