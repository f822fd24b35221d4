import type { CallOptions, Cid, Hex } from '@aichain/base'
import { AichainError } from '@aichain/base'
import type { TaskId } from '../../core/task/task.js'
import { TaskRefundedError } from '../../errors/task.js'
import { checkCall } from '../reader/check-argument.js'
import type { TaskContext } from './context.js'
import { followTask } from './follow.js'
import { followingError } from './following-error.js'
import type { PostedTask } from './posted-task.js'
import { stampWith } from './stamp.js'
import { openCall, type TaskCall } from './task-call.js'
import type { Answer, TaskUpdate } from './update.js'

/** A task that is on-chain. */
export type TaskHandle = {
  readonly id: TaskId
  readonly model: Cid
  readonly prompt: Cid
  /** The transaction that posted it. */
  readonly transactionHash: Hex
  /**
   * The whole life of the task, from its transaction on, however late it is
   * asked for. The last item is always `answer`, `refund` or `error`; a time-out
   * is an `error`. Only an abort rejects, with the signal's reason. Leaving the
   * loop releases everything. Each call is a stream of its own.
   *
   * @throws InvalidArgumentError - Options that cannot be.
   */
  readonly updates: (options?: CallOptions) => AsyncIterable<TaskUpdate>
  /**
   * Waits for the answer.
   *
   * Errors: `InvalidArgumentError`, `TaskRefundedError`, `AnswerFailedError`,
   * and whatever else `updates` ends with.
   */
  readonly answer: (options?: CallOptions<TaskUpdate>) => Promise<Answer>
}

/** A posted task, and whether this client knows that its prompt is stored. */
export type KnownTask = PostedTask & { readonly isStored: boolean }

/** Makes the handle of a posted task. */
export function createHandle(
  context: TaskContext,
  task: KnownTask,
): TaskHandle {
  const { id, model, prompt, transactionHash } = task
  return {
    id,
    model,
    prompt,
    transactionHash,
    updates: (options = {}) => {
      checkCall(options)
      return tellAll(context, task, options)
    },
    answer: async (options = {}) => {
      checkCall(options)
      const { onProgress, ...call } = options
      return answerIn(tellAll(context, task, call), task, onProgress)
    },
  }
}

/** Follows a posted task to its answer; tells only what comes after the posting. */
export async function answerPosted(
  context: TaskContext,
  task: PostedTask,
  call: TaskCall,
  tell: (update: TaskUpdate) => void,
): Promise<Answer> {
  return answerIn(tellRest(context, task, call), task, tell)
}

async function answerIn(
  updates: AsyncIterable<TaskUpdate>,
  { id: task, transactionHash }: PostedTask,
  tell: ((update: TaskUpdate) => void) | undefined,
): Promise<Answer> {
  let last: TaskUpdate | undefined
  for await (const update of updates) {
    tell?.(update)
    last = update
  }
  // They end with one of the three, or reject.
  if (last?.type === 'answer') return last.answer
  if (last?.type === 'error') throw last.error
  const { amount, reason } = last as Extract<TaskUpdate, { type: 'refund' }>
  throw new TaskRefundedError({ task, transactionHash, amount, reason })
}

async function* tellAll(
  context: TaskContext,
  task: KnownTask,
  options: CallOptions,
): AsyncGenerator<TaskUpdate> {
  const { id, prompt, transactionHash, blockNumber, fee, isStored } = task
  const stamp = stampWith(context)
  const call = openCall(context, `Following task ${id}`, options)
  try {
    options.signal?.throwIfAborted()
    yield stamp({ type: 'transaction-sent', task: id, transactionHash })
    if (isStored) yield stamp({ type: 'prompt-stored', task: id, prompt })
    const posted = { task: id, transactionHash, blockNumber, fee }
    yield stamp({ type: 'posted', ...posted })
    yield* tellRest(context, task, call)
  } finally {
    call.release()
  }
}

async function* tellRest(
  context: TaskContext,
  task: PostedTask,
  { signal, outer }: TaskCall,
): AsyncGenerator<TaskUpdate> {
  const stamp = stampWith(context)
  try {
    signal.throwIfAborted()
    for await (const step of followTask(context, task, signal)) {
      yield stamp(step)
    }
  } catch (error) {
    if (outer?.aborted) throw outer.reason
    if (!AichainError.isInstance(error)) throw error
    const told = followingError(error, task, signal)
    context.logger.warn('task not followed', {
      task: task.id,
      reason: told.code,
    })
    yield stamp({ type: 'error', error: told })
  }
}
