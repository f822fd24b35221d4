import type { Chain, TaskId } from '@aichain/sdk'
import { type Deferred, deferred } from './deferred.js'
import { keyed } from './keyed.js'

/** Where nodes wait with their votes on-chain until lane 1 is over. */
export type CourtDoor = {
  /** Lane 1 has decided the task, or failed: nodes may go on with lane 2. */
  readonly open: (task: TaskId) => void
  /** A chain through which a node commits only once the door is open. */
  readonly before: (chain: Chain) => Chain
}

/**
 * Holds nodes back from lane 2 while lane 1 has a chance.
 *
 * Nodes of the real network wait for some seconds. Here they are told, so that
 * neither a slow machine nor a fast one changes what happens.
 */
export function courtDoor(): CourtDoor {
  const doorOf = keyed<TaskId, Deferred<void>>(deferred)
  return {
    open: (task) => doorOf(task).resolve(),
    before: (chain) => ({
      ...chain,
      commit: async (parameters, options = {}) => {
        await unlessAborted(doorOf(parameters.task).promise, options.signal)
        return chain.commit(parameters, options)
      },
    }),
  }
}

async function unlessAborted(
  opened: Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted()
  const aborted = deferred<void>()
  const abort = (): void => aborted.resolve()
  signal?.addEventListener('abort', abort)
  try {
    await Promise.race([opened, aborted.promise])
  } finally {
    signal?.removeEventListener('abort', abort)
  }
  signal?.throwIfAborted()
}
