import { hasMember, membersOf } from '../../../core/encoding/bitmap.js'
import type { TaskId } from '../../../core/task/task.js'
import { tally } from '../../../core/vote/tally.js'
import { slash } from './seats.js'
import type { ChainState, Context, TaskStorage } from './state.js'
import { refund } from './task-state.js'
import { decide, hardPenalty, punishWrong, softPenalty } from './verdicts.js'

/** Mirrors `Court._close`: counts the votes, slashes, pays or refunds. */
export function close(
  id: TaskId,
  task: TaskStorage,
  state: ChainState,
  context: Context,
): void {
  const outputs = task.ballots.map((word, member) =>
    hasMember(task.revealed, member) ? word : undefined,
  )
  const verdict = tally(outputs, task.committeeSize)
  if (verdict.type !== 'unavailable' && task.revealed !== 0) {
    const withheld = task.committed & ~task.revealed
    punishAll(id, task, withheld, hardPenalty(context), state, context)
  }
  if (verdict.type !== 'decided') {
    refund(id, task, state, context)
    return
  }
  const absent = ((1 << task.committeeSize) - 1) & ~task.committed
  punishAll(id, task, absent, softPenalty(task), state, context)
  const { winners } = verdict
  const seats = task.drawn as number[]
  punishWrong(id, task, outputs, winners, seats, state, context)
  decide(id, task, verdict, seats, state, context)
}

/** Mirrors `Court._punishAll`. */
function punishAll(
  id: TaskId,
  task: TaskStorage,
  guilty: number,
  penalty: bigint,
  state: ChainState,
  context: Context,
): void {
  task.punished |= guilty
  for (const member of membersOf(guilty)) {
    const seat = task.drawn?.[member] as number
    state.owedSink += slash(state, context, id, seat, penalty)
  }
}
