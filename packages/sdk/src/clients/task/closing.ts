import { AichainError } from '@aichain/base'
import { taskDeadlines, taskPhase } from '../../core/task/lifecycle.js'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import type { BlockReference, TaskRecord } from '../../core/task/task.js'
import { TaskTimeoutError } from '../../errors/task.js'
import type { TaskContext } from './context.js'

/** Sees to it that an open task gets closed. */
export type Closer = {
  /**
   * Call it with each look at a task, and as time passes. Throws
   * `TaskTimeoutError` once nothing helped.
   */
  readonly attend: (record: TaskRecord, head: BlockReference) => void
  /** Stops waiting for an attempt that is under way. */
  readonly stop: () => void
}

/** Between two attempts to close a task, and for one of them, in milliseconds. */
const interval = 15_000
const attemptTimeout = 60_000

/** What is known of the attempts so far. */
type Attempts = {
  isUnderWay: boolean
  /** By the client's clock; infinite once trying again cannot help. */
  next: number
  failure: unknown
  /** What a broken adapter threw; it is not for this place to judge. */
  fault: { readonly error: unknown } | undefined
}

/**
 * Closes the task when nobody else does: nodes usually do, but the requester
 * must not depend on them.
 */
export function createCloser(
  context: TaskContext,
  parameters: ProtocolParameters,
): Closer {
  const { clock, patience } = context
  const stopping = new AbortController()
  const chainTime = createChainTime(context)
  const attempts: Attempts = {
    isUnderWay: false,
    next: 0,
    failure: undefined,
    fault: undefined,
  }
  let closableSince: number | undefined

  const attend: Closer['attend'] = (record, head) => {
    if (attempts.fault) throw attempts.fault.error
    const phase = taskPhase(record, parameters, chainTime(head))
    if (phase !== 'finalizable') {
      closableSince = undefined
      return
    }
    const now = clock.now()
    closableSince ??= now
    const waited = now - closableSince
    if (waited >= patience.overdue) throw overdue(record, parameters, attempts)
    const isDue = waited >= patience.closing && now >= attempts.next
    if (!isDue || attempts.isUnderWay) return
    void close(context, record, attempts, stopping.signal)
  }
  return { attend, stop: () => stopping.abort() }
}

/** The chain's time now, in seconds, also while it makes no blocks. */
function createChainTime({
  clock,
}: TaskContext): (head: BlockReference) => number {
  let newest: { readonly number: bigint; readonly seenAt: number } | undefined
  return (head) => {
    if (newest?.number !== head.number) {
      newest = { number: head.number, seenAt: clock.now() }
    }
    // A chain that makes blocks only for transactions has stopped its clock.
    return head.timestamp + Math.floor((clock.now() - newest.seenAt) / 1000)
  }
}

function overdue(
  record: TaskRecord,
  parameters: ProtocolParameters,
  { failure: cause }: Attempts,
): TaskTimeoutError {
  const { reveal: deadline } = taskDeadlines(record, parameters)
  return new TaskTimeoutError({ task: record.id, deadline, cause })
}

/** Tries once, beside everything else: a transaction can take its time. */
async function close(
  { chain, clock, logger }: TaskContext,
  { id: task }: TaskRecord,
  attempts: Attempts,
  signal: AbortSignal,
): Promise<void> {
  attempts.isUnderWay = true
  try {
    const options = { signal, timeout: attemptTimeout }
    const { hash } = await chain.finalize(task, options)
    logger.info('task closed', { task, transaction: hash })
  } catch (error) {
    if (signal.aborted) return
    if (!AichainError.isInstance(error)) {
      attempts.fault = { error }
      return
    }
    logger.debug('task not closed', { task, reason: error.code })
    attempts.failure = error
    // A wallet that refused, or that is missing, is not asked again.
    const isHopeless = !error.isRetryable && error.code !== 'task-not-open'
    attempts.next = isHopeless ? Number.POSITIVE_INFINITY : 0
  } finally {
    attempts.isUnderWay = false
    attempts.next = Math.max(attempts.next, clock.now() + interval)
  }
}
