import {
  AichainError,
  type Cid,
  cidFromDigest,
  digestFromCid,
  retry,
} from '@aichain/base'
import type { Order, TaskId } from '../../core/task/task.js'
import { taskId } from '../../core/task/task-id.js'
import type { TaskContext } from './context.js'
import { findPosting, type PostedTask } from './posted-task.js'
import { checkFeasible } from './preflight.js'
import type { CheckedRequest } from './request.js'
import type { TaskStep } from './update.js'

/**
 * Stores the prompt and posts the task; resolves once it is in a block.
 *
 * Nothing is stored or spent before everything was checked. The id follows from
 * the order and is told before the transaction is sent, so that no crash can
 * lose the task.
 */
export async function postTask(
  context: TaskContext,
  request: CheckedRequest,
  signal: AbortSignal,
  tell: (step: TaskStep) => void,
): Promise<PostedTask> {
  await checkFeasible(context, request, signal)
  const { chain, content, logger } = context
  const prompt = await content.put(request.prompt, { signal })
  const order = orderOf(request, prompt)
  const { deployment, account: requester } = chain
  const id = taskId({ ...deployment, requester, ...order })
  tell({ type: 'prompt-stored', prompt, task: id })
  const posted = await sendOnce(context, order, id, signal)
  const { fee, transaction, blockNumber } = posted
  tell({ type: 'posted', task: id, transaction, blockNumber, fee })
  logger.info('task posted', { task: id, transaction, blockNumber })
  return posted
}

function orderOf(
  { model, committeeSize, fee, nonce }: CheckedRequest,
  prompt: Cid,
): Order {
  const digests = {
    model: digestFromCid(model),
    prompt: digestFromCid(prompt),
  }
  return { ...digests, committeeSize, fee, nonce }
}

/**
 * Sends the order until it is in a block. The contract takes it once, so that
 * an attempt whose end nobody saw can be repeated: at worst the task exists.
 */
function sendOnce(
  context: TaskContext,
  order: Order,
  id: TaskId,
  signal: AbortSignal,
): Promise<PostedTask> {
  const { chain, clock } = context
  const shouldRetry = (error: unknown) =>
    hasCode(error, 'chain-unreachable') || hasCode(error, 'task-not-found')
  return retry(
    () =>
      send(context, order, id, signal).catch((error) => {
        if (!hasCode(error, 'task-exists')) throw error
        return findPosting(chain, id, signal)
      }),
    { signal, clock, shouldRetry },
  )
}

async function send(
  { chain, logger }: TaskContext,
  order: Order,
  task: TaskId,
  signal: AbortSignal,
): Promise<PostedTask> {
  const { hash: transaction, blockNumber } = await chain.addTask(order, {
    signal,
    onProgress: (sent) => {
      if (sent.type !== 'transaction-sent') return
      logger.info('task sent', { task, transaction: sent.hash })
    },
  })
  const { model, prompt, fee } = order
  return {
    id: task,
    model: cidFromDigest(model),
    prompt: cidFromDigest(prompt),
    fee,
    transaction,
    blockNumber,
  }
}

function hasCode(error: unknown, code: string): boolean {
  return AichainError.isInstance(error) && error.code === code
}
