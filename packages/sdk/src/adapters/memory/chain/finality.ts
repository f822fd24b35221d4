import { countMembers } from '../../../core/encoding/bitmap.js'
import {
  appealableUntil,
  type FinalityParameters,
  isFinal,
  isVoid,
} from '../../../core/task/finality.js'
import type { ProtocolParameters } from '../../../core/task/parameters.js'
import type { TaskId, TaskRecord } from '../../../core/task/task.js'
import type { Verdict } from '../../../core/task/verdict.js'
import { taskRecord } from './records.js'
import type { ChainState, TaskStorage } from './state.js'

/** What finality depends on beside the task. */
type Now = {
  readonly timestamp: number
  readonly parameters: ProtocolParameters
}

/** Mirrors `Finality._isFinal`, of a decided task. */
export function isFinalNow(
  state: ChainState,
  id: TaskId,
  task: TaskStorage,
  now: Now,
): boolean {
  return isFinal(decisionOf(state, id, task, now), now.parameters)
}

/** Mirrors `ILens.verdict`. */
export function verdictOf(
  state: ChainState,
  id: TaskId,
  now: Now,
): Verdict | undefined {
  const task = state.tasks.get(id)
  const record = taskRecord(state, id)
  if (!task || !record) return undefined
  const { committeeSize, appealable, output } = record
  const isDecided = record.state === 'decided'
  const found = task.appeal && state.tasks.get(task.appeal.task)
  const attempts = task.appeal?.attempts ?? 0
  return {
    state: record.state,
    output,
    committeeSize,
    votes: countMembers(record.winners),
    isFinal: isDecided && isFinalNow(state, id, task, now),
    overturned:
      isDecided && found?.state === 'decided' && found.output !== task.output,
    isVoid: isVoid(decisionOf(state, id, task, now), now.parameters),
    appealable,
    appealableUntil:
      isDecided && appealable
        ? appealableUntil(record, attempts, now.parameters)
        : undefined,
  }
}

function decisionOf(
  state: ChainState,
  id: TaskId,
  { appeal }: TaskStorage,
  { timestamp: now }: Now,
): FinalityParameters {
  const found = appeal && taskRecord(state, appeal.task)
  return {
    task: taskRecord(state, id) as TaskRecord,
    appeal: found && { attempts: appeal.attempts, task: found },
    latestRound: state.latestRound,
    now,
  }
}
