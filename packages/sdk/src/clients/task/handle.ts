import type { CallOptions, Cid, Hex } from '@aichain/base'
import { AichainError, callSignal } from '@aichain/base'
import type { TaskId } from '../../core/task/task.js'
import { TaskRefundedError } from '../../errors/task.js'
import type { TaskContext } from './context.js'
import { followTask } from './follow.js'
import type { PostedTask } from './posted-task.js'
import type { Answer, TaskStep, TaskUpdate } from './update.js'

/** A task that is on-chain. */
export type TaskHandle = {
  readonly id: TaskId
  readonly model: Cid
  readonly prompt: Cid
  /** The transaction that posted it. */
  readonly transaction: Hex
  /**
   * The whole life of the task, from its beginning, however late it is asked
   * for. The last item is always `answer`, `refund` or `error`; a time-out is
   * an `error`. Only an abort rejects, with the signal's reason. Leaving the
   * loop releases everything. Each call is a stream of its own.
   */
  readonly updates: (options?: CallOptions) => AsyncIterable<TaskUpdate>
  /**
   * Waits for the answer.
   *
   * Errors: `TaskRefundedError`, and whatever `updates` ends with.
   */
  readonly answer: (options?: CallOptions<TaskUpdate>) => Promise<Answer>
}

/** Makes the handle of a posted task. */
export function createHandle(
  context: TaskContext,
  task: PostedTask,
): TaskHandle {
  const { id, model, prompt, transaction } = task
  return {
    id,
    model,
    prompt,
    transaction,
    updates: (options) => tellAll(context, task, options),
    answer: (options) => awaitAnswer(context, task, tellAll, options),
  }
}

/** As {@link TaskHandle.answer}, but tells only what comes after the posting. */
export function answerPosted(
  context: TaskContext,
  task: PostedTask,
  options: CallOptions<TaskUpdate>,
): Promise<Answer> {
  return awaitAnswer(context, task, tellRest, options)
}

async function awaitAnswer(
  context: TaskContext,
  task: PostedTask,
  tell: typeof tellAll,
  options: CallOptions<TaskUpdate> = {},
): Promise<Answer> {
  const { signal, timeout, onProgress } = options
  for await (const update of tell(context, task, { signal, timeout })) {
    onProgress?.(update)
    if (update.type === 'answer') return update.answer
    if (update.type === 'error') throw update.error
    if (update.type === 'refund') {
      const { amount, reason } = update
      throw new TaskRefundedError({ task: task.id, amount, reason })
    }
  }
  // `tell` ends with one of the three.
  throw signal?.reason
}

async function* tellAll(
  context: TaskContext,
  task: PostedTask,
  options: CallOptions = {},
): AsyncGenerator<TaskUpdate> {
  const { id, prompt, transaction, blockNumber, fee } = task
  const stamp = stampWith(context)
  options.signal?.throwIfAborted()
  yield stamp({ type: 'prompt-stored', prompt, task: id })
  yield stamp({ type: 'posted', task: id, transaction, blockNumber, fee })
  yield* tellRest(context, task, options)
}

async function* tellRest(
  context: TaskContext,
  task: PostedTask,
  options: CallOptions = {},
): AsyncGenerator<TaskUpdate> {
  const { clock, logger } = context
  const stamp = stampWith(context)
  const operation = `Following task ${task.id}`
  const { signal, release } = callSignal({ ...options, clock, operation })
  try {
    signal.throwIfAborted()
    for await (const step of followTask(context, task, signal)) {
      yield stamp(step)
    }
  } catch (error) {
    if (options.signal?.aborted) throw options.signal.reason
    if (!AichainError.isInstance(error)) throw error
    logger.warn('task not followed', { task: task.id, reason: error.code })
    yield stamp({ type: 'error', error })
  } finally {
    release()
  }
}

function stampWith({ clock }: TaskContext): (step: TaskStep) => TaskUpdate {
  return (step) => ({ at: clock.now(), ...step })
}
