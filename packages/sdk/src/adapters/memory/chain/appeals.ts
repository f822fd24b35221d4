import { cidFromDigest, type Digest } from '@aichain/base'
import { countMembers, membersOf } from '../../../core/encoding/bitmap.js'
import { appealDeposit } from '../../../core/money/fees.js'
import { feeOf, priceOf } from '../../../core/money/price.js'
import { lieCost } from '../../../core/money/slash.js'
import { appealSize } from '../../../core/risk/appeal-size.js'
import { overturnOutcome } from '../../../core/settlement/overturn-outcome.js'
import { sum } from '../../../core/settlement/sum.js'
import { unpackCommittee } from '../../../core/task/committee-word.js'
import {
  appealableUntil,
  isAppealWindowOver,
  MAXIMUM_APPEALS,
} from '../../../core/task/finality.js'
import { roundOf } from '../../../core/task/lifecycle.js'
import type { Order, TaskId, Terms } from '../../../core/task/task.js'
import type { AppealTerms } from '../../../core/task/verdict.js'
import {
  AlreadyAppealedError,
  AlreadyConcludedError,
  AppealClosedError,
  AppealIsFinalError,
  NotAppealableError,
  NotAppealedError,
  NotFinalError,
  NothingToReleaseError,
} from '../../../errors/contract-appeals.js'
import {
  NotEnoughPlacesError,
  ShareTooLowError,
  TaskNotDecidedError,
} from '../../../errors/contract-tasks.js'
import type { ChainWriter, DecidedTask } from '../../../ports/chain.js'
import { credit } from './accounts.js'
import { collect } from './execution.js'
import { isFinalNow } from './finality.js'
import { epochOf } from './lists.js'
import { countAt } from './places-memory.js'
import { reward, slash } from './stakes.js'
import type {
  AppealState,
  ChainState,
  Context,
  TaskStorage,
  Transition,
} from './state.js'
import { addOrder, idOf } from './tasks.js'
import {
  decidedTask,
  isDecided,
  knownTask,
  refuseOtherCommittee,
} from './tasks-known.js'

/** Mirrors `IAppeals.appeal`. What it pays only the call itself knows. */
export function appeal(
  parameters: Parameters<ChainWriter['appeal']>[0],
): Transition<TaskId> {
  return (state, context) => {
    const { terms, committee } = parameters
    const id = idOf(terms, context)
    const task = decidedTask(state, id)
    checkAppealable(id, task, committee, state, context)
    const { order, excludes } = orderOf(parameters, task, state, context)
    const seats = unpackCommittee(committee, task.committeeSize)
    const excluded = excludes ? seats : []
    const { sender: appellant } = context
    const answer = addOrder(appellant, order, { excluded }, state, context)
    const deposit = depositOf(task, context)
    const attempts = (task.appeal?.attempts ?? 0) + 1
    const questioned = { task: answer, appellant, deposit, attempts }
    task.appeal = { ...questioned, concluded: false, overturned: false }
    const type = 'task-appealed'
    context.emit({ type, task: id, appeal: answer, appellant, deposit })
    collect(state, context, feeOf(order) + deposit)
    return answer
  }
}

/** Mirrors `IAppeals.conclude`. */
export function conclude({ task: id, committee }: DecidedTask): Transition {
  return (state, context) => {
    const task = state.tasks.get(id)
    const appealed = task?.appeal
    if (!task || !appealed) throw new NotAppealedError({ task: id })
    if (appealed.concluded) throw new AlreadyConcludedError({ task: id })
    const found = knownTask(state, appealed.task)
    if (found.state === 'open')
      throw new TaskNotDecidedError({ task: appealed.task, state: found.state })
    if (!isDecided(found)) {
      endWithoutResult(id, appealed, state, context)
      return
    }
    appealed.concluded = true
    if (found.output !== task.output) {
      refuseOtherCommittee(id, task, committee)
      overturn(id, task, appealed, found, state, context)
      return
    }
    const { task: answer, deposit: lost } = appealed
    state.owedSink += lost
    const ended = { task: id, appeal: answer, upheld: true, lost }
    context.emit({ type: 'appeal-ended', ...ended })
  }
}

/** Mirrors `IAppeals.release`. */
export function release(id: TaskId): Transition {
  return (state, context) => {
    const task = decidedTask(state, id)
    const { held: amount } = task
    if (amount === 0n) throw new NothingToReleaseError({ task: id })
    const isOver =
      context.timestamp >= task.addedAt + context.parameters.unbondingPeriod
    if (!isOver && !isFinalNow(state, id, task, context))
      throw new NotFinalError({ task: id })
    task.held = 0n
    state.owedSink += amount
    context.emit({ type: 'stake-released', task: id, amount })
  }
}

/** Mirrors `ILens.appealTermsOf`. */
export function appealTermsOf(
  terms: Terms,
  state: ChainState,
  context: Context,
): AppealTerms {
  const task = decidedTask(state, idOf(terms, context))
  const { committeeSize } = sizeOf(task, state, context)
  return { deposit: depositOf(task, context), committeeSize }
}

function depositOf({ winners }: TaskStorage, { parameters }: Context): bigint {
  return appealDeposit(countMembers(winners), parameters)
}

/** Mirrors `Finality._appealSizeOf`. */
function sizeOf(task: TaskStorage, state: ChainState, context: Context) {
  const list = state.lists.get(task.list)
  const places = list ? countAt(list.places, 3, epochOf(context)) : 0
  return appealSize({ places, committeeSize: task.committeeSize })
}

/** Mirrors `AppealsPart._checkAppealable`. */
function checkAppealable(
  id: TaskId,
  task: TaskStorage,
  committee: bigint,
  state: ChainState,
  context: Context,
): void {
  if (task.isAppeal) throw new AppealIsFinalError({ task: id })
  if (!task.appealable) throw new NotAppealableError({ task: id })
  refuseOtherCommittee(id, task, committee)
  const { appeal: earlier } = task
  if (earlier) {
    const { state: found } = knownTask(state, earlier.task)
    const isOpen = found === 'undecided' && earlier.attempts < MAXIMUM_APPEALS
    if (!isOpen)
      throw new AlreadyAppealedError({ task: id, appeal: earlier.task })
    if (!earlier.concluded) endWithoutResult(id, earlier, state, context)
  }
  const { parameters, timestamp: now } = context
  const until = appealableUntil(task, earlier?.attempts ?? 0, parameters)
  const { latestRound } = state
  if (isAppealWindowOver({ until, now, latestRound }, parameters))
    throw new AppealClosedError({ task: id, closedAt: until })
}

/** Mirrors `AppealsPart._orderOf`: the whole list is asked. */
function orderOf(
  parameters: Parameters<ChainWriter['appeal']>[0],
  task: TaskStorage,
  state: ChainState,
  context: Context,
): { readonly order: Order; readonly excludes: boolean } {
  const { share, roundTip, nonce } = parameters
  const minimum = priceOf(3, context.parameters)
  if (share < minimum) throw new ShareTooLowError({ share, minimum })
  const { committeeSize, excludes } = sizeOf(task, state, context)
  if (committeeSize < task.committeeSize)
    throw new NotEnoughPlacesError({
      places: BigInt(committeeSize),
      required: BigInt(task.committeeSize),
    })
  const isSilent =
    isSilenceShown(task.appeal, state, context) &&
    context.parameters.blockSeeds !== 'never'
  const order: Order = {
    ...task.order,
    committeeSize,
    share,
    nonce,
    minimumPlaces: 0,
    roundTip: isSilent ? 0n : roundTip,
    seed: isSilent ? 'block' : 'beacon',
  }
  return { order, excludes }
}

/** Mirrors `Finality._isSilenceShown`: nobody posted the round that an appeal waited for. */
function isSilenceShown(
  earlier: AppealState | undefined,
  state: ChainState,
  { timestamp, parameters }: Context,
): boolean {
  if (!earlier) return false
  const task = knownTask(state, earlier.task)
  const round = roundOf(task, parameters)
  if (round === undefined) return false
  const isLong = timestamp >= task.addedAt + parameters.outage
  return isLong && !state.rounds.has(round)
}

/** Mirrors `AppealsPart._end`: the appeal found nothing, and what it risked goes back, unless it did not get the prompt. */
function endWithoutResult(
  id: TaskId,
  appealed: AppealState,
  state: ChainState,
  context: Context,
): void {
  appealed.concluded = true
  const { task: answer, appellant, deposit } = appealed
  const { isUnavailable } = knownTask(state, answer)
  const lost = isUnavailable ? deposit : 0n
  state.owedSink += lost
  credit(state, appellant, deposit - lost)
  const ended = { task: id, appeal: answer, upheld: false, lost }
  context.emit({ type: 'appeal-ended', ...ended })
}

/** Mirrors `AppealsPart._overturn`. */
function overturn(
  id: TaskId,
  task: TaskStorage,
  appealed: AppealState,
  found: TaskStorage & { readonly output: Digest },
  state: ChainState,
  context: Context,
): void {
  const { addedAt, committeeSize } = task
  const { parameters, timestamp } = context
  const isLiable = timestamp < addedAt + parameters.unbondingPeriod
  const seats = unpackCommittee(task.committee as bigint, committeeSize)
  const seatOf = (member: number) => seats[member] as number
  const winners = isLiable ? membersOf(task.winners).map(seatOf) : []
  const wronged = isLiable ? wrongedIn(task, found.output) : []
  const cost = lieCost(task, parameters)
  const money = overturnOutcome(
    {
      balances: winners.map((seat) => state.seats[seat]?.balance ?? 0n),
      held: task.held,
      wronged: wronged.map((member) => cost - (task.unpaid[member] ?? 0n)),
      appealFee: BigInt(found.committeeSize) * found.share,
    },
    parameters,
  )
  appealed.overturned = true
  task.punished |= task.winners
  const held = task.held
  task.held = 0n
  for (const seat of winners) {
    const penalty = parameters.bond
    slash(state, context, { task: id, seat, penalty, addedAt, held: true })
  }
  for (const [index, seat] of wronged.map(seatOf).entries()) {
    const amount = money.repaid[index] as bigint
    if (amount === 0n) continue
    reward(state, seat, amount, context)
    context.emit({ type: 'seat-repaid', task: id, seat, amount })
  }
  const { deposit, appellant, task: answer } = appealed
  credit(state, appellant, deposit + money.reward)
  state.owedSink += money.sink
  context.emit({
    type: 'task-overturned',
    task: id,
    appeal: answer,
    output: cidFromDigest(found.output),
    slashed: sum(money.penalties) + held,
    repaid: sum(money.repaid),
    reward: money.reward,
    deposit,
  })
}

/** Who was slashed for what the appeal found right. */
function wrongedIn(task: TaskStorage, output: Digest): number[] {
  const lost = task.punished & task.revealed & ~task.winners
  return membersOf(lost).filter((member) => task.ballots[member] === output)
}
