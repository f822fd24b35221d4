import { parametersOf, type TaskContext } from './context.js'
import type { PostedTask } from './posted-task.js'

/**
 * Until when nodes ask for a prompt, by the client's clock in milliseconds: for
 * half of the window in which they commit. It opens with the task's round.
 */
export async function storeUntil(
  context: Pick<TaskContext, 'chain' | 'known'>,
  { terms }: Pick<PostedTask, 'terms'>,
  now: number,
  signal: AbortSignal,
): Promise<number> {
  const { commitWindow, seedDelay } = await parametersOf(context, signal)
  const wait = terms.order.seed === 'beacon' ? seedDelay : 0
  return now + wait * 1000 + commitWindow * 500
}
