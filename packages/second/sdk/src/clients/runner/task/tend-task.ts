import { AichainError, retryDelay } from '@aichain/base'
import type { Pause } from '../context/pause.js'
import type { RunnerContext } from '../context/runner-context.js'
import { partOf } from '../state/health.js'
import { isOutdated } from './is-outdated.js'
import { lookAtTask } from './look-at-task.js'
import { isNews, type TendedTask } from './tended-task.js'

/**
 * Looks after one task until nothing is left to do for it: reads where it
 * stands, takes the next step, waits for news or for a deadline, and begins
 * again. Never rejects: what fails is reported and tried again.
 */
export async function tendTask(
  context: RunnerContext,
  tended: TendedTask,
): Promise<void> {
  const { signal } = context
  let failures = 0
  while (!signal.aborted) {
    let pause: Pause
    try {
      pause = await lookAtTask(context, tended)
      failures = 0
    } catch (error) {
      if (signal.aborted) break
      failures += 1
      reportFailure(context, tended, error)
      pause = retryDelay(failures, { delay: 250, maximumDelay: 5_000 })
    }
    if (pause === 'done') break
    // Rejects only when the runner ends, which the loop sees by itself.
    await tended.bell.wait(pause, signal).catch(() => {})
  }
  tended.preparation?.abort()
}

/** What the contracts refused as outdated is no news; the next look settles it. */
function reportFailure(
  { health, logger }: RunnerContext,
  tended: TendedTask,
  error: unknown,
): void {
  const code = AichainError.isInstance(error) ? error.code : String(error)
  const { id: task } = tended
  if (isOutdated(error)) logger.debug('task moved on', { task, code })
  else if (code === 'operation-timeout') health.failed(error, { part: 'chain' })
  else if (partOf(error) || isNews(tended, code)) health.failed(error, { task })
}
