import type { CallOptions, Cid, Hex } from '@aichain/base'
import { AichainError, InvalidArgumentError } from '@aichain/base'
import type { TaskId } from '../../core/task/task.js'
import { TaskRefundedError } from '../../errors/task.js'
import { checkCall } from '../reader/check-argument.js'
import type { TaskContext } from './context.js'
import { followTask } from './follow.js'
import { followFinality } from './follow-finality.js'
import { followingError } from './following-error.js'
import type { PostedTask } from './posted-task.js'
import { stampWith } from './stamp.js'
import { openCall, type TaskCall } from './task-call.js'
import type { Answer, TaskStep, TaskUpdate } from './update.js'

/** How a task is followed. */
export type FollowOptions<TProgress = never> = CallOptions<TProgress> & {
  /**
   * How far: to the `answer`, which is the default, or until nothing can change
   * it any more, `final`. That takes as long as answers can be appealed.
   */
  readonly until?: 'answer' | 'final' | undefined
}

/** A task that is on-chain. */
export type TaskHandle = {
  readonly id: TaskId
  readonly model: Cid
  readonly prompt: Cid
  /** The transaction that posted it. */
  readonly transactionHash: Hex
  /**
   * The whole life of the task, from its transaction on, however late it is
   * asked for. The last item is always `answer`, `refund` or `error`; with
   * `until: 'final'` it is `final` instead of `answer`. A time-out is an
   * `error`. Only an abort rejects, with the signal's reason. Leaving the
   * loop releases everything. Each call is a stream of its own.
   *
   * @throws InvalidArgumentError - Options that cannot be.
   */
  readonly updates: (options?: FollowOptions) => AsyncIterable<TaskUpdate>
  /**
   * Waits for the answer; with `until: 'final'` also until nothing can change it
   * any more, as its `verdict` then says.
   *
   * Errors: `InvalidArgumentError`, `TaskRefundedError`, `AnswerFailedError`,
   * `AnswerOverturnedError`, `AnswerVoidError`, and whatever else `updates` ends with.
   */
  readonly answer: (options?: FollowOptions<TaskUpdate>) => Promise<Answer>
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
      checkFollowing(options)
      return tellAll(context, task, options)
    },
    answer: async (options = {}) => {
      checkFollowing(options)
      const { onProgress, ...call } = options
      return answerIn(tellAll(context, task, call), task, onProgress)
    },
  }
}

function checkFollowing(options: FollowOptions<never>): void {
  checkCall(options, ['until'])
  const { until } = options
  if (until === undefined || until === 'answer' || until === 'final') return
  throw new InvalidArgumentError({
    argument: 'until',
    expected: 'answer or final',
    actual: until,
  })
}

/** Follows a posted task to its answer; tells only what comes after the posting. */
export async function answerPosted(
  context: TaskContext,
  task: PostedTask,
  call: TaskCall,
  tell: (update: TaskUpdate) => void,
): Promise<Answer> {
  return answerIn(tellRest(context, task, call, 'answer'), task, tell)
}

async function answerIn(
  updates: AsyncIterable<TaskUpdate>,
  { id: task, transactionHash }: PostedTask,
  tell: ((update: TaskUpdate) => void) | undefined,
): Promise<Answer> {
  let answer: Answer | undefined
  let last: TaskUpdate | undefined
  for await (const update of updates) {
    tell?.(update)
    if (update.type === 'answer') answer = update.answer
    if (update.type === 'final' && answer)
      answer = { ...answer, verdict: update.verdict }
    last = update
  }
  // They end with one of these, or reject.
  if (last?.type === 'error') throw last.error
  if (last?.type !== 'refund') return answer as Answer
  const { amount, kept, reason } = last
  const of = { task, transactionHash }
  throw new TaskRefundedError({ ...of, amount, kept, reason })
}

async function* tellAll(
  context: TaskContext,
  task: KnownTask,
  options: FollowOptions,
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
    yield* tellRest(context, task, call, options.until)
  } finally {
    call.release()
  }
}

async function* tellRest(
  context: TaskContext,
  task: PostedTask,
  { signal, outer }: TaskCall,
  until: FollowOptions['until'],
): AsyncGenerator<TaskUpdate> {
  const stamp = stampWith(context)
  try {
    signal.throwIfAborted()
    for await (const step of follow(context, task, signal, until)) {
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

async function* follow(
  context: TaskContext,
  task: PostedTask,
  signal: AbortSignal,
  until: FollowOptions['until'],
): AsyncGenerator<TaskStep> {
  for (;;) {
    let answer: Answer | undefined
    for await (const step of followTask(context, task, signal)) {
      if (step.type === 'answer') answer = step.answer
      yield step
    }
    if (until !== 'final' || !answer) return
    const end = yield* followFinality(context, task, answer, signal)
    if (end === 'ended') return
  }
}
