import type { Digest } from '@aichain/base'
import { cidFromDigest } from '@aichain/base'
import { hasMember, membersOf } from '../../../core/encoding/bitmap.js'
import {
  hardSlash,
  softSlash,
  splitReward,
} from '../../../core/settlement/reward.js'
import type { TaskId } from '../../../core/task/task.js'
import { UNAVAILABLE } from '../../../core/vote/unavailable.js'
import { reward, slash } from './seats.js'
import type { ChainState, Context, TaskStorage } from './state.js'

/** What the quorum says. */
export type Verdict = {
  readonly output: Digest
  /** Bit m for member m. */
  readonly winners: number
}

/** Mirrors `Verdicts._decide`: pays every seat that gave the output. */
export function decide(
  id: TaskId,
  task: TaskStorage,
  { output, winners }: Verdict,
  seats: readonly number[],
  state: ChainState,
  context: Context,
): void {
  const { share, dust } = splitReward({ fee: task.fee, winners })
  task.state = 'decided'
  task.winners = winners
  task.output = output
  state.owedTreasury += dust
  for (const member of membersOf(winners)) {
    task.ballots[member] = output
    reward(state, seats[member] as number, share)
  }
  const cid = cidFromDigest(output)
  context.emit({ type: 'task-decided', task: id, output: cid, winners, share })
}

/** Mirrors `Verdicts._punishWrong`: slashes every seat that gave another output. */
export function punishWrong(
  id: TaskId,
  task: TaskStorage,
  outputs: readonly (Digest | undefined)[],
  winners: number,
  seats: readonly number[],
  state: ChainState,
  context: Context,
): void {
  for (const [member, output] of outputs.entries()) {
    if (!output || hasMember(winners, member)) continue
    task.punished |= 1 << member
    task.ballots[member] = output
    const penalty = penaltyOf(task, output, context)
    state.owedSink += slash(
      state,
      context,
      id,
      seats[member] as number,
      penalty,
    )
  }
}

/** Mirrors `Verdicts._penaltyOf`: what a vote costs that did not win. */
export function penaltyOf(
  task: TaskStorage,
  output: Digest,
  context: Context,
): bigint {
  return output === UNAVAILABLE ? softPenalty(task) : hardPenalty(context)
}

/** What absence costs, or a lost "unavailable", if the seat still has it. */
export function softPenalty({ fee, committeeSize }: TaskStorage): bigint {
  return softSlash({ balance: fee, fee, committeeSize })
}

/** What a wrong or withheld vote costs, if the seat still has it. */
export function hardPenalty({ parameters }: Context): bigint {
  const { bond, slashBps } = parameters
  return hardSlash({ balance: bond, bond, slashBps })
}
