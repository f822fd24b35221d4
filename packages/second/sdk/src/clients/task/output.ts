import {
  AichainError,
  type Cid,
  digestFromCid,
  digestOf,
  retryDelay,
  withTimeout,
} from '@aichain/base'
import { type Output, parseOutput } from '@aichain/inference'
import { ContentTamperedError } from '../../errors/content.js'
import {
  OutputInvalidError,
  OutputMismatchError,
  OutputUnavailableError,
} from '../../errors/task.js'
import type { TaskContext } from './context.js'
import type { PostedTask } from './posted-task.js'
import { isTaskError } from './task-error.js'

/** One attempt; a server that accepts a request and never answers must not use up all patience. */
const attemptTimeout = 15_000

/**
 * Fetches the agreed output and checks that it is what was agreed on and asked
 * for: digest, canonical form, model and prompt.
 *
 * Errors: `OutputUnavailableError` when no store served it in time, or one
 * served other bytes, with that as its cause; `OutputInvalidError`,
 * `OutputMismatchError`.
 *
 * @param onFailure - Told of each attempt that failed and will be repeated.
 */
export async function readOutput(
  context: TaskContext,
  task: PostedTask,
  output: Cid,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): Promise<Output> {
  const { clock, patience } = context
  const until = clock.now() + patience.output
  for (let attempt = 1; ; attempt += 1) {
    try {
      const bytes = await fetchOnce(context, output, signal)
      return checkOutput(task, output, bytes)
    } catch (error) {
      const isOurs = AichainError.isInstance(error) && !isTaskError(error)
      if (signal.aborted || !isOurs) throw error
      onFailure(error)
      const delay = retryDelay(attempt)
      if (!error.isRetryable || clock.now() + delay > until) {
        const { id, transactionHash } = task
        const of = { task: id, transactionHash, output }
        throw new OutputUnavailableError({ ...of, cause: error })
      }
      await clock.sleep(delay, signal)
    }
  }
}

/** Throws unless these bytes are an answer to this task. */
export function checkOutput(
  task: Pick<PostedTask, 'id' | 'model' | 'prompt' | 'transactionHash'>,
  output: Cid,
  bytes: Uint8Array,
): Output {
  if (digestOf(bytes) !== digestFromCid(output)) {
    const attempts = [{ store: 'content store', reason: 'sent other bytes' }]
    throw new ContentTamperedError({ cid: output, attempts })
  }
  const { id, transactionHash } = task
  const of = { task: id, transactionHash, output }
  const parsed = parseOutput(bytes)
  if (!parsed.ok) {
    throw new OutputInvalidError({ ...of, reason: parsed.reason })
  }
  for (const field of ['model', 'prompt'] as const) {
    const [expected, actual] = [task[field], parsed.value[field]]
    if (actual === expected) continue
    throw new OutputMismatchError({ ...of, field, expected, actual })
  }
  return parsed.value
}

function fetchOnce(
  { content, clock }: TaskContext,
  output: Cid,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const operation = 'Fetching the output'
  const options = { signal, clock, operation, timeout: attemptTimeout }
  return withTimeout(options, (inner) => content.get(output, { signal: inner }))
}
