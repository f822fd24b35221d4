import { raceSignal } from '@aichain/base'
import type { TaskId } from '../../../core/task/task.js'
import type { Run } from './begin-run.js'

/**
 * Lets sealed votes be revealed for a while. No new vote is begun; the caller
 * has closed the intake.
 *
 * @param grace - Milliseconds.
 * @returns Tasks whose vote is committed and not revealed: the journal holds
 *   them, and a restart within the reveal window finishes them.
 */
export async function drainRun(
  { context, book }: Run,
  grace: number,
  signal: AbortSignal | undefined,
): Promise<readonly TaskId[]> {
  for (const { bell } of book.open()) bell.ring()
  if (grace > 0) {
    const nap = new AbortController()
    const over = context.clock.sleep(grace, nap.signal).catch(() => {})
    const drained = Promise.race([book.whenEmpty(), over])
    // An abort means: end now. It is not a failure of `stop`.
    await raceSignal(drained, signal).catch(() => {})
    nap.abort()
  }
  const sealed = book.open().filter(({ isSealed }) => isSealed)
  return sealed.map(({ id }) => id)
}
