import type { Clock, Logger } from '@aichain/base'
import { type AsyncQueue, asyncQueue } from '@aichain/base'
import type { NodeUpdate, NodeUpdateBody } from './node-update.js'

/** Sends each update to everybody who listens. */
export type UpdateHub = {
  readonly emit: (update: NodeUpdateBody) => void
  /** Calls `listener` with each update until the returned function is called. */
  readonly listen: (listener: (update: NodeUpdate) => void) => () => void
  /** Every update from now on, until the hub ends. */
  readonly subscribe: (
    signal: AbortSignal | undefined,
  ) => AsyncIterableIterator<NodeUpdate>
  readonly end: () => void
}

/** A hub without listeners. */
export function updateHub(clock: Clock, logger: Logger): UpdateHub {
  const listeners = new Set<(update: NodeUpdate) => void>()
  const queues = new Set<AsyncQueue<NodeUpdate>>()
  let isEnded = false
  return {
    emit: (body) => {
      const update = { at: clock.now(), ...body }
      for (const listener of listeners) tell(listener, update, logger)
      for (const queue of queues) queue.push(update)
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    subscribe: (signal) => {
      const queue: AsyncQueue<NodeUpdate> = asyncQueue({
        signal,
        onClose: () => queues.delete(queue),
      })
      if (isEnded) queue.end()
      else if (!queue.closed) queues.add(queue)
      return queue
    },
    end: () => {
      isEnded = true
      for (const queue of queues) queue.end()
    },
  }
}

/**
 * A listener that throws must not keep a vote from being cast: it is reported,
 * and if the logger is what throws, there is nobody left to tell.
 */
function tell(
  listener: (update: NodeUpdate) => void,
  update: NodeUpdate,
  logger: Logger,
): void {
  try {
    listener(update)
  } catch (error) {
    try {
      logger.error('a listener threw', {
        update: update.type,
        error: `${error}`,
      })
    } catch {
      // The logger itself.
    }
  }
}
