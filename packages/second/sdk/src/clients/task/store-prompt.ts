import { AichainError, retryDelay, withTimeout } from '@aichain/base'
import { ContentTamperedError } from '../../errors/content.js'
import { PromptNotStoredError } from '../../errors/task.js'
import type { TaskContext } from './context.js'
import type { Payment } from './payment.js'
import type { TaskDraft } from './task-draft.js'

/** One attempt; a server that accepts a request and never answers must not use up all time. */
const attemptTimeout = 15_000
const longestDelay = 2_000

/**
 * Stores the prompt of a task that was sent. Tries for as long as nodes ask for
 * it, unless the store refuses for good: then the caller has the rest of that
 * time to store it elsewhere.
 *
 * Errors: `PromptNotStoredError`.
 */
export async function storePrompt(
  context: TaskContext,
  draft: Pick<TaskDraft, 'id' | 'prompt' | 'bytes'>,
  payment: Payment,
  signal: AbortSignal,
): Promise<void> {
  const { clock, logger } = context
  for (let attempt = 1; ; attempt += 1) {
    try {
      await storeOnce(context, draft, signal)
      payment.isStored = true
      return
    } catch (error) {
      if (signal.aborted) throw error
      const delay = retryDelay(attempt, { maximumDelay: longestDelay })
      const isOver = clock.now() + delay > payment.storeUntil
      if (isOver || !isPassing(error)) {
        throw promptNotStored(draft, payment, error)
      }
      logger.debug('prompt not stored', { task: draft.id, attempt })
      await clock.sleep(delay, signal)
    }
  }
}

/** The error that hands the prompt over to whoever can store it. */
export function promptNotStored(
  { id: task, prompt, bytes }: Pick<TaskDraft, 'id' | 'prompt' | 'bytes'>,
  { transactionHash }: Pick<Payment, 'transactionHash'>,
  cause: unknown,
): PromptNotStoredError {
  const of = { task, transactionHash, prompt, bytes }
  return new PromptNotStoredError({ ...of, cause })
}

async function storeOnce(
  { content, clock }: TaskContext,
  { prompt, bytes }: Pick<TaskDraft, 'prompt' | 'bytes'>,
  signal: AbortSignal,
): Promise<void> {
  const operation = 'Storing the prompt'
  const options = { signal, clock, operation, timeout: attemptTimeout }
  const cid = await withTimeout(options, (inner) =>
    // Whoever pays was found to have a store before.
    (content.put as NonNullable<typeof content.put>)(bytes, { signal: inner }),
  )
  if (cid === prompt) return
  const attempts = [{ store: 'content store', reason: `stored it as ${cid}` }]
  throw new ContentTamperedError({ cid: prompt, attempts })
}

function isPassing(error: unknown): boolean {
  return AichainError.isInstance(error) && error.isRetryable
}
