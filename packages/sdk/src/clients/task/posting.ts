import { type Cid, digestFromCid } from '../../core/cid.js'
import type { TaskId } from '../../core/task.js'
import { taskId } from '../../core/task-id.js'
import type { TaskContext } from './context.js'
import type { PostedTask } from './posted-task.js'
import { checkFeasible } from './preflight.js'
import type { CheckedRequest } from './request.js'
import type { TaskStep } from './update.js'

/**
 * Stores the prompt and posts the task; resolves once it is in a block.
 *
 * Nothing is stored or spent before everything was checked. The id is told
 * before the transaction is sent, so that no crash can lose the task.
 */
export async function postTask(
  context: TaskContext,
  request: CheckedRequest,
  signal: AbortSignal,
  tell: (step: TaskStep) => void,
): Promise<PostedTask> {
  await checkFeasible(context, request, signal)
  const { chain, content, known, logger } = context
  const { model, fee, committeeSize } = request
  const prompt = await content.put(request.prompt, { signal })
  const before = known.underWay
  known.underWay += 1
  try {
    const expected = await expectedId(context, request, prompt, before, signal)
    tell({ type: 'prompt-stored', prompt, task: expected })
    const { task, hash, blockNumber } = await chain.addTask(
      {
        model: digestFromCid(model),
        prompt: digestFromCid(prompt),
        committeeSize,
        fee,
      },
      { signal, onProgress: ({ hash }) => logSent(context, expected, hash) },
    )
    tell({ type: 'posted', task, transaction: hash, blockNumber, fee })
    logger.info('task posted', { task, transaction: hash, blockNumber })
    return { id: task, model, prompt, fee, transaction: hash, blockNumber }
  } finally {
    known.underWay -= 1
  }
}

/** The id follows from the account's nonce, and from who is before it in the queue. */
async function expectedId(
  { chain }: TaskContext,
  { model, committeeSize }: CheckedRequest,
  prompt: Cid,
  before: number,
  signal: AbortSignal,
): Promise<TaskId> {
  const { chainId, consensus } = chain.deployment
  const nonce = await chain.getNonce(chain.account, { signal })
  return taskId({
    chainId,
    consensus,
    requester: chain.account,
    nonce: nonce + BigInt(before),
    model: digestFromCid(model),
    prompt: digestFromCid(prompt),
    committeeSize,
  })
}

function logSent(
  { logger }: TaskContext,
  task: TaskId,
  transaction: string,
): void {
  logger.info('task sent', { task, transaction })
}
