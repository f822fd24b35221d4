import { cidFromDigest, type Digest } from '@aichain/base'
import { membersOf } from '../../../core/encoding/bitmap.js'
import { overturn as overturnOf } from '../../../core/settlement/overturn.js'
import type { TaskId, TaskResult, Terms } from '../../../core/task/task.js'
import { taskId } from '../../../core/task/task-id.js'
import type { WithDigests } from '../../../core/task/with-digests.js'
import {
  AlreadyAppealedError,
  AlreadyOverturnedError,
  AppealClosedError,
  AppealIsFinalError,
  AppealUpheldError,
  NotAppealedError,
  OverturnClosedError,
  WrongTermsError,
} from '../../../errors/contract-appeals.js'
import { writeCommittee } from './committee.js'
import { reward, slash } from './seats.js'
import {
  type AppealState,
  add,
  type ChainState,
  type Context,
  type TaskStorage,
  type Transition,
} from './state.js'
import { deadAt, decidedTask, knownTask } from './task-state.js'
import { addOrder } from './tasks.js'
import { hardPenalty } from './verdicts.js'

const appealCommittee = 15

/** Mirrors `IConsensus.appeal`; the fee is the transaction's value. */
export function appeal(parameters: {
  readonly task: TaskId
  readonly terms: WithDigests<Terms>
  readonly fee: bigint
  readonly nonce: bigint
}): Transition<TaskId> {
  return (state, context) => {
    const { task: id, terms, fee, nonce } = parameters
    const task = decidedTask(state, id)
    checkAppealable(id, task, terms, state, context)
    writeCommittee(id, task, state, context)
    const { model, prompt } = terms
    const order = { model, prompt, committeeSize: appealCommittee, fee, nonce }
    const answer = addOrder(order, state, context)
    const { sender: appellant } = context
    task.appeal = { task: answer, appellant, overturned: false }
    knownTask(state, answer).isAppeal = true
    context.emit({
      type: 'task-appealed',
      task: id,
      appeal: answer,
      appellant,
    })
    return answer
  }
}

/** Mirrors `IConsensus.overturn`. */
export function overturn(id: TaskId): Transition {
  return (state, context) => {
    const task = decidedTask(state, id)
    const { appeal, output, fee } = overturnable(id, task, state, context)
    appeal.overturned = true
    const seatOf = (member: number) => task.drawn?.[member] as number
    const winners = membersOf(task.winners).map(seatOf)
    const wronged = membersOf(task.punished & task.revealed & ~task.winners)
      .filter((member) => task.ballots[member] === output)
      .map(seatOf)
    const { bond } = context.parameters
    const hardSlash = hardPenalty(context)
    const money = overturnOf({
      balances: winners.map((seat) => state.seats[seat]?.balance ?? 0n),
      bond,
      wronged: wronged.length,
      hardSlash,
      appealFee: fee,
    })
    for (const seat of winners) slash(state, context, id, seat, bond)
    for (const [index, seat] of wronged.entries()) {
      if (money.repaid[index] === 0n) continue
      reward(state, seat, hardSlash)
      context.emit({ type: 'seat-repaid', task: id, seat, amount: hardSlash })
    }
    add(state.credit, appeal.appellant, money.reward)
    state.owedSink += money.sink
    context.emit({
      type: 'task-overturned',
      task: id,
      appeal: appeal.task,
      output: cidFromDigest(output),
      slashed: sum(money.slashed),
      repaid: sum(money.repaid),
      reward: money.reward,
    })
  }
}

/** Mirrors `IConsensus.result`. */
export function resultOf(state: ChainState, id: TaskId): TaskResult {
  const task = knownTask(state, id)
  const { output } = task
  const appeal = task.appeal?.task
  const other = appeal && state.tasks.get(appeal)?.output
  const overturned = other !== undefined && other !== output
  const agreed = output && cidFromDigest(output)
  return { state: task.state, output: agreed, appeal, overturned }
}

/** Mirrors `Appeals._checkAppealable`. */
function checkAppealable(
  id: TaskId,
  task: TaskStorage,
  terms: WithDigests<Terms>,
  state: ChainState,
  context: Context,
): void {
  const { committeeSize } = task
  const actual = taskId({ ...context, ...terms, committeeSize })
  if (actual !== id) throw new WrongTermsError({ task: id, actual })
  if (task.isAppeal) throw new AppealIsFinalError({ task: id })
  const earlier = task.appeal?.task
  if (earlier && knownTask(state, earlier).state !== 'undecided') {
    throw new AlreadyAppealedError({ task: id, appeal: earlier })
  }
  const closedAt = deadAt(task, context) + context.parameters.appealWindow
  if (context.timestamp >= closedAt) {
    throw new AppealClosedError({ task: id, closedAt })
  }
}

/** Mirrors `Appeals._checkOverturnable`. */
function overturnable(
  id: TaskId,
  task: TaskStorage,
  state: ChainState,
  context: Context,
): {
  readonly appeal: AppealState
  readonly output: Digest
  readonly fee: bigint
} {
  const { appeal } = task
  if (!appeal) throw new NotAppealedError({ task: id })
  const { output, fee } = decidedTask(state, appeal.task)
  if (output === task.output) {
    throw new AppealUpheldError({ task: id, appeal: appeal.task })
  }
  if (appeal.overturned) throw new AlreadyOverturnedError({ task: id })
  const closedAt = task.addedAt + context.parameters.unbondingPeriod
  if (context.timestamp >= closedAt) {
    throw new OverturnClosedError({ task: id, closedAt })
  }
  // A decided task has one.
  return { appeal, output: output as Digest, fee }
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}
