import { countMembers } from '../encoding/bitmap.js'
import { appealableUntil, isFinal, isVoid } from '../task/finality.js'
import type { TaskId } from '../task/task.js'
import type { Verdict } from '../task/verdict.js'
import type { ChainIndex } from './chain-index.js'

/**
 * How a task stands at a time, as `getVerdict` tells it; `undefined` if it is
 * unknown.
 *
 * @param now - Seconds since the epoch, by the chain's clock.
 *
 * @example
 * ```ts
 * import { type ChainIndex, type TaskId, verdictOf } from '@aichain/sdk/indexer'
 *
 * const mayPay = (index: ChainIndex, task: TaskId, now: number) =>
 *   verdictOf(index, task, now)?.isFinal ?? false
 * ```
 */
export function verdictOf(
  index: Pick<ChainIndex, 'tasks' | 'parameters' | 'latestRound'>,
  task: TaskId,
  now: number,
): Verdict | undefined {
  const indexed = index.tasks.get(task)
  if (!indexed) return undefined
  const { parameters, latestRound } = index
  const { record, appeal } = indexed
  const { state, output, committeeSize, winners, appealable } = record
  const isDecided = state === 'decided'
  const found = appeal && index.tasks.get(appeal.task)?.record
  const asked = appeal && found && { attempts: appeal.attempts, task: found }
  const decision = { task: record, appeal: asked, latestRound, now }
  return {
    state,
    output,
    committeeSize,
    votes: countMembers(winners),
    isFinal: isFinal(decision, parameters),
    overturned:
      isDecided && found?.state === 'decided' && found.output !== output,
    isVoid: isVoid(decision, parameters),
    appealable,
    appealableUntil:
      isDecided && appealable
        ? appealableUntil(record, appeal?.attempts ?? 0, parameters)
        : undefined,
  }
}
