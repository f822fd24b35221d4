import {
  type CallOptions,
  type Cid,
  cidOf,
  InvalidArgumentError,
  OperationTimeoutError,
  withTimeout,
} from '@aichain/base'
import type { Message } from '@aichain/inference'
import type { TaskId } from '../../core/task/task.js'
import { checkPrompt } from './check-request.js'
import type { TaskContext } from './context.js'
import type { KnownTask } from './handle.js'
import { newPayment } from './payment.js'
import { awaitPosting, type PostedTask } from './posted-task.js'
import { requireStore } from './preflight.js'
import { promptNotStored, storePrompt } from './store-prompt.js'
import { storeUntil } from './store-until.js'
import { isTaskError } from './task-error.js'

/** How a task is taken up again. */
export type ResumeOptions = Omit<CallOptions, 'onProgress'> & {
  /**
   * The conversation that was asked. Its prompt is then stored once more, should
   * the process that posted the task have ended before it could.
   */
  readonly messages?: readonly Message[] | undefined
  /** As in the request; part of the prompt. */
  readonly maxNewTokens?: number | undefined
}

/** A prompt that may be missing in the content store. */
type Spare = { readonly prompt: Cid; readonly bytes: Uint8Array }

/** Waits for a task that may be on its way, and stores its prompt where it is given. */
export async function resumeTask(
  context: TaskContext,
  task: TaskId,
  options: ResumeOptions,
): Promise<KnownTask> {
  const { signal, timeout } = options
  const { clock, patience } = context
  const spare = spareIn(context, options)
  const call = { signal, timeout, clock, operation: 'Resuming the task' }
  let miss: unknown
  try {
    return await withTimeout(call, async (inner) => {
      const wait = timeout ?? patience.inclusion
      const posted = await awaitPosting(
        context,
        task,
        wait,
        inner,
        (failure) => {
          miss = failure
        },
      )
      miss = undefined
      if (spare) await storeAgain(context, posted, spare, inner)
      return { ...posted, isStored: spare !== undefined }
    })
  } catch (error) {
    // Time that ran out is told as what it ran out over.
    const isOver = error instanceof OperationTimeoutError && !signal?.aborted
    throw isOver && miss !== undefined ? miss : error
  }
}

function spareIn(
  context: TaskContext,
  { messages, maxNewTokens }: ResumeOptions,
): Spare | undefined {
  if (messages === undefined) return undefined
  requireStore(context)
  const { bytes } = checkPrompt({ messages, maxNewTokens })
  return { prompt: cidOf(bytes), bytes }
}

async function storeAgain(
  context: TaskContext,
  posted: PostedTask,
  spare: Spare,
  signal: AbortSignal,
): Promise<void> {
  const { id, prompt, transactionHash } = posted
  if (spare.prompt !== prompt) {
    throw new InvalidArgumentError({
      argument: 'messages',
      expected: `the conversation of the task, whose prompt is ${prompt}`,
      actual: spare.prompt,
    })
  }
  const record = await context.chain.getTask(id, { signal })
  if (record?.state !== 'open') return
  const until = await storeUntil(context, posted, context.clock.now(), signal)
  const payment = { ...newPayment(), transactionHash, storeUntil: until }
  try {
    await storePrompt(context, { id, ...spare }, payment, signal)
  } catch (error) {
    if (isTaskError(error)) throw error
    throw promptNotStored({ id, ...spare }, payment, error)
  }
}
