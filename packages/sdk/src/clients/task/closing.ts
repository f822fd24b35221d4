import { AichainError, type CallOptions, equalHex } from '@aichain/base'
import { phasesOf, taskPhase } from '../../core/task/lifecycle.js'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import type { BlockReference, TaskRecord } from '../../core/task/task.js'
import { ChainStoppedError, TaskTimeoutError } from '../../errors/task.js'
import type {
  ChainWriter,
  TransactionProgress,
  TransactionReceipt,
} from '../../ports/chain.js'
import type { TaskContext } from './context.js'
import { isUndrawable } from './is-undrawable.js'
import type { PostedTask } from './posted-task.js'
import type { TaskSnapshot } from './snapshot.js'

/** Sees to it that an open task gets closed. */
export type Closer = {
  /**
   * Call it with each look at a task, and as time passes. Throws
   * `TaskTimeoutError` or `ChainStoppedError` once nothing helped.
   */
  readonly attend: (snapshot: TaskSnapshot, head: BlockReference) => void
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

/** When a task was first seen to be closable, and the newest block then. */
type Closable = { readonly at: number; readonly head: bigint }

/** A transaction that closes a task. */
type Close = (
  options: CallOptions<TransactionProgress>,
) => Promise<TransactionReceipt>

/**
 * Closes the task when nobody else does: nodes usually do, but the requester
 * must not depend on them. A task of one's own that no committee can be drawn
 * for is cancelled at once: nobody can ever answer it. Without a wallet, both are
 * left to others.
 */
export function createCloser(
  context: TaskContext,
  task: PostedTask,
  parameters: ProtocolParameters,
): Closer {
  const { clock, patience, writer } = context
  const stopping = new AbortController()
  const chainTime = createChainTime(context)
  const attempts: Attempts = {
    isUnderWay: false,
    next: 0,
    failure: undefined,
    fault: undefined,
  }
  const begin = (close: Close, name: string) => {
    if (attempts.isUnderWay || clock.now() < attempts.next) return
    void attempt(context, task, attempts, close, name, stopping.signal)
  }
  let since: Closable | undefined

  const attend: Closer['attend'] = (snapshot, head) => {
    if (attempts.fault) throw attempts.fault.error
    const { record } = snapshot
    if (writer && isLost(snapshot, writer)) {
      begin((options) => writer.cancel(task.terms, options), 'cancelled')
    }
    const phase = taskPhase(record, parameters, chainTime(head))
    if (phase !== 'finalizable') {
      since = undefined
      return
    }
    since ??= { at: clock.now(), head: head.number }
    const waited = clock.now() - since.at
    if (waited >= patience.overdue) {
      const { failure: cause } = attempts
      throw overdue({ task, record, head, since, waited, parameters, cause })
    }
    if (writer && waited >= patience.closing) {
      begin((options) => writer.finalize(task.id, options), 'closed')
    }
  }
  return { attend, stop: () => stopping.abort() }
}

/** Whether a task of one's own is open and no committee can ever answer it. */
function isLost(snapshot: TaskSnapshot, { account }: ChainWriter): boolean {
  const { state, requester } = snapshot.record
  if (state !== 'open' || !isUndrawable(snapshot) || !requester) return false
  return equalHex(requester, account)
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

/** Nobody closed the task, or no block came that could have. */
function overdue(facts: {
  readonly task: PostedTask
  readonly record: TaskRecord
  readonly head: BlockReference
  readonly since: Closable
  readonly waited: number
  readonly parameters: ProtocolParameters
  readonly cause: unknown
}): AichainError {
  const { task, record, head, since, waited, parameters, cause } = facts
  const { id, transactionHash } = task
  const of = { task: id, transactionHash, cause }
  if (head.number === since.head) {
    const { number: blockNumber } = head
    return new ChainStoppedError({ ...of, blockNumber, silence: waited })
  }
  const { revealEnd: deadline } = phasesOf(record, parameters)
  return new TaskTimeoutError({ ...of, deadline })
}

/** Refusals that say: somebody else was faster, or the chain took something back. */
const outrun = new Set(['task-not-open', 'committee-known', 'task-unknown'])

/** Tries once, beside everything else: a transaction can take its time. */
async function attempt(
  { clock, logger }: TaskContext,
  { id: task }: PostedTask,
  attempts: Attempts,
  close: Close,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  attempts.isUnderWay = true
  try {
    const options = { signal, timeout: attemptTimeout }
    const { transactionHash } = await close(options)
    logger.info(`task ${name}`, { task, transactionHash })
  } catch (error) {
    if (signal.aborted) return
    if (!AichainError.isInstance(error)) {
      attempts.fault = { error }
      return
    }
    logger.debug(`task not ${name}`, { task, reason: error.code })
    attempts.failure = error
    // A wallet that refused, or that is missing, is not asked again.
    const isHopeless = !error.isRetryable && !outrun.has(error.code)
    attempts.next = isHopeless ? Number.POSITIVE_INFINITY : 0
  } finally {
    attempts.isUnderWay = false
    attempts.next = Math.max(attempts.next, clock.now() + interval)
  }
}
