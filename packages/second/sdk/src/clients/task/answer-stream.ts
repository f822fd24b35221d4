import {
  AichainError,
  type AsyncQueue,
  asyncQueue,
  type CallOptions,
  onAbort,
} from '@aichain/base'
import type { KnownError } from '../../errors/known-error.js'
import type { CheckedRequest } from './check-request.js'
import type { TaskContext } from './context.js'
import { runTask } from './run-task.js'
import { stampWith } from './stamp.js'
import { openCall } from './task-call.js'
import type { Answer, TaskUpdate } from './update.js'

/**
 * A task as it happens.
 *
 * It begins when somebody listens: with the first turn of a loop, or when
 * `answer` is asked for. Every loop replays all from the beginning, and ends with
 * `answer`, `refund` or `error`; only an abort rejects. Leaving the loop stops
 * the work, unless `answer` was asked for: before the wallet has signed nothing
 * is sent, and after it the task goes on without this client, paid for, for
 * `TaskClient.resume` or a later `answer`.
 */
export type AnswerStream = AsyncIterable<TaskUpdate> & {
  /** The answer; rejects as `TaskClient.ask` does. Unused, it is no unhandled rejection. */
  readonly answer: Promise<Answer>
}

/** One run of the task, which every loop and the promise share. */
type Run = {
  readonly answer: Promise<Answer>
  /** What was told so far. */
  readonly told: TaskUpdate[]
  readonly listeners: Set<AsyncQueue<TaskUpdate>>
  readonly stop: () => void
  isOver: boolean
}

/** Makes a stream of a request. */
export function createAnswerStream(
  context: TaskContext,
  checked: CheckedRequest,
  options: Omit<CallOptions, 'onProgress'>,
): AnswerStream {
  const { identity } = checked
  // A second run of the same stream must find the task of the first.
  const request: CheckedRequest =
    identity.type === 'random'
      ? { ...checked, identity: { ...identity, type: 'nonce' } }
      : checked
  let run: Run | undefined
  let isAwaited = false

  const running = () => {
    run ??= startRun(context, request, options)
    return run
  }
  const leave = (queue: AsyncQueue<TaskUpdate>, left: Run) => {
    left.listeners.delete(queue)
    if (isAwaited || left.isOver || left.listeners.size > 0) return
    left.stop()
    if (run === left) run = undefined
  }
  return {
    get answer() {
      isAwaited = true
      return running().answer
    },
    [Symbol.asyncIterator]: () => listen(running(), options.signal, leave),
  }
}

function startRun(
  context: TaskContext,
  request: CheckedRequest,
  options: Omit<CallOptions, 'onProgress'>,
): Run {
  const stopping = new AbortController()
  const forget = onAbort(options.signal, () =>
    stopping.abort(options.signal?.reason),
  )
  const told: TaskUpdate[] = []
  const listeners: Run['listeners'] = new Set()
  const tell = (update: TaskUpdate) => {
    told.push(update)
    for (const listener of listeners) listener.push(update)
  }
  const work = async () => {
    const { signal } = stopping
    const call = openCall(context, 'Asking', { ...options, signal })
    try {
      call.signal.throwIfAborted()
      return await runTask(context, request, call, tell)
    } catch (error) {
      tellFailure(context, error, told, tell)
      throw error
    } finally {
      call.release()
      forget()
      run.isOver = true
      for (const listener of listeners) listener.end()
    }
  }
  const run: Run = {
    answer: Promise.resolve().then(work),
    told,
    listeners,
    stop: () => stopping.abort(stopped()),
    isOver: false,
  }
  run.answer.catch(() => {})
  return run
}

/** What failed before there was a task to follow ends the stream as an update too. */
function tellFailure(
  context: TaskContext,
  error: unknown,
  told: readonly TaskUpdate[],
  tell: (update: TaskUpdate) => void,
): void {
  const last = told.at(-1)?.type
  const isTold = last === 'error' || last === 'refund'
  if (isTold || !AichainError.isInstance(error)) return
  // Whatever the SDK throws is one that it knows.
  const known = error as KnownError
  tell(stampWith(context)({ type: 'error', error: known }))
}

async function* listen(
  run: Run,
  signal: AbortSignal | undefined,
  leave: (queue: AsyncQueue<TaskUpdate>, run: Run) => void,
): AsyncGenerator<TaskUpdate> {
  const queue = asyncQueue<TaskUpdate>({ signal })
  for (const update of run.told) queue.push(update)
  if (run.isOver) queue.end()
  else run.listeners.add(queue)
  try {
    yield* queue
    // A fault that is no error of the SDK is told by rejecting.
    const last = run.told.at(-1)?.type
    const isEnd = last === 'answer' || last === 'refund' || last === 'error'
    if (!isEnd) await run.answer
  } finally {
    leave(queue, run)
  }
}

/** What stops a run whose loop was left. */
function stopped(): DOMException {
  return new DOMException('The loop over the stream was left.', 'AbortError')
}
