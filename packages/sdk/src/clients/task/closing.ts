import { taskDeadlines, taskPhase } from '../../core/lifecycle.js'
import type { ProtocolParameters } from '../../core/parameters.js'
import { AichainError } from '../../errors/base.js'
import { TaskTimeoutError } from '../../errors/task.js'
import type { TaskContext } from './context.js'
import type { TaskSnapshot } from './snapshot.js'

/** Sees to it that an open task gets closed. */
export type Closer = {
  /** Call it with each look at an open task, and as time passes. */
  readonly attend: (snapshot: TaskSnapshot) => Promise<void>
}

/** Between two attempts to close a task, in milliseconds. */
const interval = 15_000

/**
 * Closes the task when nobody else does: nodes usually do, but the requester
 * must not depend on them.
 *
 * `attend` throws `TaskTimeoutError` once even that did not help.
 */
export function createCloser(
  context: TaskContext,
  parameters: ProtocolParameters,
  signal: AbortSignal,
): Closer {
  const { clock, patience } = context
  /** The chain's clock against ours, from the newest block. */
  let newest: { readonly number: bigint; readonly seenAt: number } | undefined
  let closableSince: number | undefined
  let nextAttempt = 0
  let failure: unknown

  const chainTime = ({ head }: TaskSnapshot): number => {
    if (newest?.number !== head.number) {
      newest = { number: head.number, seenAt: clock.now() }
    }
    // A chain that makes blocks only for transactions has stopped its clock.
    return head.timestamp + Math.floor((clock.now() - newest.seenAt) / 1000)
  }

  const attend = async (snapshot: TaskSnapshot): Promise<void> => {
    const { record } = snapshot
    const phase = taskPhase(record, parameters, chainTime(snapshot))
    if (phase !== 'finalizable') {
      closableSince = undefined
      return
    }
    const now = clock.now()
    closableSince ??= now
    if (now - closableSince >= patience.overdue) {
      const { reveal: deadline } = taskDeadlines(record, parameters)
      throw new TaskTimeoutError({ task: record.id, deadline, cause: failure })
    }
    const isDue = now - closableSince >= patience.closing && now >= nextAttempt
    if (!isDue) return
    nextAttempt = now + interval
    failure = await close(context, snapshot, signal)
  }
  return { attend }
}

/** Tries once; returns why it did not work. */
async function close(
  { chain, logger }: TaskContext,
  { record }: TaskSnapshot,
  signal: AbortSignal,
): Promise<unknown> {
  const { id: task } = record
  try {
    const { hash } = await chain.finalize(task, { signal })
    logger.info('task closed', { task, transaction: hash })
    return undefined
  } catch (error) {
    if (signal.aborted || !AichainError.isInstance(error)) throw error
    // Somebody was faster, the chain's clock is behind, or there is no wallet:
    // whatever it is, the task is looked at again.
    logger.debug('task not closed', { task, reason: error.code })
    return error
  }
}
