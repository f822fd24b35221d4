import type { Address } from '@aichain/base'
import { roundOf } from '../../../core/task/lifecycle.js'
import type { TaskId } from '../../../core/task/task.js'
import { credit } from './accounts.js'
import type { ChainState, Context, TaskStorage } from './state.js'

/** Mirrors `Tasks._undecide`: what is kept is for those in `paid`, each the same, or for the sink. */
export function undecide(
  id: TaskId,
  task: TaskStorage,
  { kept, paid }: { readonly kept: bigint; readonly paid: number },
  state: ChainState,
  context: Context,
): void {
  const { requester, share, committeeSize } = task
  const refund = BigInt(committeeSize) * share - kept
  payRoundTip(id, task, requester, state, context)
  task.state = 'undecided'
  credit(state, requester, refund)
  const type = 'task-undecided'
  context.emit({ type, task: id, requester, refund, kept, paid })
}

/** Mirrors `Tasks._payRoundTip`: to whoever posted the round, or back. */
export function payRoundTip(
  id: TaskId,
  task: TaskStorage,
  requester: Address,
  state: ChainState,
  { parameters, emit }: Context,
): void {
  const { roundTip: amount } = task
  if (amount === 0n) return
  task.roundTip = 0n
  const round = roundOf(task, parameters)
  const posted = round === undefined ? undefined : state.rounds.get(round)
  if (posted) {
    const { poster } = posted
    credit(state, poster, amount)
    emit({ type: 'round-tip-paid', task: id, poster, amount })
  } else {
    credit(state, requester, amount)
    emit({ type: 'round-tip-returned', task: id, requester, amount })
  }
}
