import { hasMember, membersOf } from '../../../core/bitmap.js'
import { cidFromDigest } from '../../../core/cid.js'
import type { Digest } from '../../../core/hex.js'
import { hardSlash, softSlash, splitReward } from '../../../core/reward.js'
import { tally } from '../../../core/tally.js'
import type { TaskId } from '../../../core/task.js'
import { UNAVAILABLE } from '../../../core/unavailable.js'
import { slash } from './seats.js'
import {
  add,
  type ChainState,
  type Context,
  type TaskStorage,
} from './state.js'

/** Mirrors `Consensus._close`: counts the votes, slashes, pays or refunds. */
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
  const winners = verdict.type === 'decided' ? verdict.winners : 0
  if (verdict.type !== 'unavailable') {
    punish(id, task, outputs, winners, state, context)
  }
  if (verdict.type === 'decided') decide(id, task, verdict, state, context)
  else refund(id, task, state, context)
}

/** Mirrors `Consensus._refund`. */
export function refund(
  id: TaskId,
  task: TaskStorage,
  state: ChainState,
  context: Context,
): void {
  const { requester, fee } = task
  task.state = 'undecided'
  add(state.credit, requester, fee)
  context.emit({ type: 'task-undecided', task: id, requester, refund: fee })
}

function decide(
  id: TaskId,
  task: TaskStorage,
  verdict: { readonly output: Digest; readonly winners: number },
  state: ChainState,
  context: Context,
): void {
  const { output, winners } = verdict
  const { protocolFeeBps } = context.parameters
  const { share, treasury } = splitReward({
    fee: task.fee,
    protocolFeeBps,
    winners,
  })
  task.state = 'decided'
  task.output = output
  state.owedTreasury += treasury
  for (const member of membersOf(winners)) {
    const seat = state.seats[task.drawn?.[member] as number]
    if (seat) seat.balance += share
  }
  const cid = cidFromDigest(output)
  context.emit({ type: 'task-decided', task: id, output: cid, winners, share })
}

function punish(
  id: TaskId,
  task: TaskStorage,
  outputs: readonly (Digest | undefined)[],
  winners: number,
  state: ChainState,
  context: Context,
): void {
  for (const [member, output] of outputs.entries()) {
    const fault = faultOf(task, member, output, winners)
    if (fault === 'none') continue
    const seat = task.drawn?.[member] as number
    const balance = state.seats[seat]?.balance ?? 0n
    const { bond, slashBps } = context.parameters
    task.punished |= 1 << member
    const amount =
      fault === 'hard'
        ? hardSlash({ balance, bond, slashBps })
        : softSlash({ ...task, balance })
    slash(state, context, id, seat, amount)
  }
}

/** Mirrors `Consensus._penalty`. */
function faultOf(
  task: TaskStorage,
  member: number,
  output: Digest | undefined,
  winners: number,
): 'none' | 'soft' | 'hard' {
  if (hasMember(winners, member)) return 'none'
  const isWithheld = !output && hasMember(task.committed, member)
  if (isWithheld) return task.revealed === 0 ? 'none' : 'hard'
  if (winners === 0) return 'none'
  return !output || output === UNAVAILABLE ? 'soft' : 'hard'
}
