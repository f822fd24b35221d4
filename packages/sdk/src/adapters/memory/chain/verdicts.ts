import { cidFromDigest, type Digest } from '@aichain/base'
import { countMembers, membersOf } from '../../../core/encoding/bitmap.js'
import { fromUnits } from '../../../core/encoding/units.js'
import { keptOf } from '../../../core/money/slash.js'
import { votePenalty } from '../../../core/settlement/settlement-outcome.js'
import type { TaskId } from '../../../core/task/task.js'
import type { BallotBox, Choice } from './ballot-box.js'
import { packed } from './draws.js'
import { isStrong, reward, slash } from './stakes.js'
import type { ChainState, Context, TaskStorage } from './state.js'
import { payRoundTip, undecide } from './undecide.js'
import { zeroAddress } from './zero.js'

/** A task, and who answers it. */
export type Answered = {
  readonly id: TaskId
  readonly task: TaskStorage
  readonly seats: readonly number[]
}

/** Mirrors `Verdicts._decide`: pays who gave the output, and slashes who gave another. */
export function decide(
  { id, task, seats }: Answered,
  box: BallotBox,
  { output, voters: winners }: Choice,
  state: ChainState,
  context: Context,
): void {
  payRoundTip(id, task, zeroAddress, state, context)
  task.state = 'decided'
  task.winners |= winners
  const losers = task.revealed & ~winners
  const wrong = losers === 0 ? 0 : box.voters() & ~winners
  task.punished |= wrong
  const committee = packed(seats)
  task.committee = committee
  task.output = output
  state.owedSink += task.share * BigInt(countMembers(losers))
  rewardAll({ id, task, seats }, winners, task.share, state, context)
  const members = losers & ~wrong
  if (members !== 0)
    context.emit({ type: 'votes-uncounted', task: id, members })
  const cid = cidFromDigest(output)
  context.emit({
    type: 'task-decided',
    task: id,
    output: cid,
    winners,
    committee,
  })
  if (wrong === 0) return
  for (const { output: given, voters } of box.choices()) {
    if (given === output) continue
    for (const member of membersOf(voters)) {
      task.ballots[member] = given
      const penalty = votePenalty(given, task, context.parameters)
      charge({ id, task, seats }, member, penalty, state, context)
    }
  }
}

/** Mirrors `Verdicts._refundUnavailable`: who said so shares what is kept of the fee. */
export function refundUnavailable(
  { id, task, seats }: Answered,
  voters: number,
  state: ChainState,
  context: Context,
): void {
  const { unit } = context.parameters
  const { committeeSize } = task
  const kept = keptOf({ committeeSize }, context.parameters)
  const each = fromUnits(kept / unit / BigInt(committeeSize), unit)
  task.isUnavailable = true
  undecide(id, task, { kept, paid: voters }, state, context)
  state.owedSink += kept - each * BigInt(countMembers(voters))
  rewardAll({ id, task, seats }, voters, each, state, context)
}

/** Mirrors `Verdicts._tallyRevealed`: what was opened in the court, of seats that could pay for a lie. */
export function tallyRevealed(
  { task, seats }: Answered,
  box: BallotBox,
  state: ChainState,
  context: Context,
): void {
  for (const member of membersOf(task.revealed)) {
    if (!isStrong(state, seats[member] as number, context)) continue
    // Of a member whose commitments differ the contract counts what it has.
    box.add(task.ballots[member] as Digest, 1 << member)
  }
}

/**
 * Mirrors `Verdicts._countLate`: a vote that came after the decision. After an
 * overturn nobody is paid any more, and who gives what the appeal found loses
 * nothing.
 */
export function countLate(
  { id, task, seats }: Answered,
  member: number,
  output: Digest,
  state: ChainState,
  context: Context,
): void {
  const its = 1 << member
  const seat = seats[member] as number
  const overturned = task.appeal?.overturned ? task.appeal : undefined
  const right = overturned ? state.tasks.get(overturned.task) : task
  const isRight = output === right?.output
  task.revealed |= its
  if (isRight && !overturned && isStrong(state, seat, context)) {
    task.winners |= its
    reward(state, seat, task.share, context)
    return
  }
  state.owedSink += task.share
  if (isRight) return
  task.punished |= its
  task.ballots[member] = output
  const penalty = votePenalty(output, task, context.parameters)
  charge({ id, task, seats }, member, penalty, state, context)
}

/** Mirrors `Verdicts._noteUnpaid`: what a seat did not have of what its vote cost. */
export function noteUnpaid(
  task: TaskStorage,
  member: number,
  unpaid: bigint,
): void {
  task.unpaid[member] = (task.unpaid[member] ?? 0n) + unpaid
}

/** Mirrors `Verdicts._charge`: what a seat loses is held until the decision is final. */
function charge(
  { id, task, seats }: Answered,
  member: number,
  penalty: bigint,
  state: ChainState,
  context: Context,
): void {
  const { addedAt } = task
  const seat = seats[member] as number
  const taken = { task: id, seat, penalty, addedAt, held: true }
  const slashed = slash(state, context, taken)
  task.held += slashed
  noteUnpaid(task, member, penalty - slashed)
}

function rewardAll(
  { seats }: Answered,
  members: number,
  amount: bigint,
  state: ChainState,
  context: Context,
): void {
  for (const member of membersOf(members))
    reward(state, seats[member] as number, amount, context)
}
