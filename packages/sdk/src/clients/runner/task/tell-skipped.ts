import { AichainError } from '@aichain/base'
import type { RunnerContext } from '../context/runner-context.js'
import type { SkipReason } from '../updates/node-update.js'
import { isNews, type TendedTask } from './tended-task.js'

/** Tells, once for each reason, that a task gets no vote from this node. */
export function tellSkipped(
  { emit }: RunnerContext,
  tended: TendedTask,
  reason: SkipReason,
): void {
  if (!isNews(tended, `skipped ${reason}`)) return
  const { trouble } = tended
  const detail = AichainError.isInstance(trouble)
    ? trouble.shortMessage
    : undefined
  emit({ type: 'skipped', task: tended.id, reason, detail })
}
