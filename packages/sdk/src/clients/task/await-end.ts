import { type Cid, OperationTimeoutError, raceSignal } from '@aichain/base'
import type { Output } from '@aichain/inference'
import { AnswerFailedError, OutputUnavailableError } from '../../errors/task.js'
import { readHistory } from '../reader/history.js'
import { receiptOf } from '../reader/receipt.js'
import { parametersOf } from './context.js'
import { attempt, type Follower } from './follower.js'
import { readOutput } from './output.js'
import { readRefund } from './read-refund.js'
import type { TaskSnapshot } from './snapshot.js'
import { faultOf } from './standing.js'
import type { AnswerOutput, TaskStep } from './update.js'

/**
 * The last step of a task that has come to its end, `undefined` of one that has
 * not. Time that runs out over the output is told as what it ran out for.
 */
export async function awaitEnd(
  follower: Follower,
): Promise<TaskStep | undefined> {
  const { task, signal, snapshot } = follower
  try {
    return await raceSignal(endOf(follower), signal)
  } catch (error) {
    const output = snapshot?.record.output
    if (!output || !(error instanceof OperationTimeoutError)) throw error
    const { id, transactionHash } = task
    throw new OutputUnavailableError({
      task: id,
      transactionHash,
      output,
      cause: follower.outputFailure ?? error,
    })
  }
}

async function endOf(follower: Follower): Promise<TaskStep | undefined> {
  const { context, task, signal, snapshot } = follower
  if (!snapshot || follower.isStale || snapshot.record.state === 'open') {
    return undefined
  }
  const { output: outputCid } = snapshot.record
  if (!outputCid) return refundOf(follower, snapshot)
  const output = await readOutput(context, task, outputCid, signal, (error) => {
    follower.outputFailure = error
  })
  return answerWith(follower, output, outputCid)
}

async function refundOf(
  follower: Follower,
  snapshot: TaskSnapshot,
): Promise<TaskStep | undefined> {
  const { context, task, told, signal } = follower
  const refund = await attempt(follower, () =>
    readRefund(context, task, snapshot, told, signal),
  )
  return refund.ok ? { type: 'refund', ...refund.value } : undefined
}

/** Nothing, if the chain has taken the decision back while the output was read. */
async function answerWith(
  follower: Follower,
  output: Output,
  outputCid: Cid,
): Promise<TaskStep | undefined> {
  const { context, task, told, signal, snapshot } = follower
  const { chain } = context
  const parameters = await parametersOf(context, signal)
  const history = await attempt(follower, () =>
    readHistory(chain, task.id, signal, told.addedIn),
  )
  if (!history.ok) return undefined
  const { record, verdict } = history.value
  if (record.output !== snapshot?.record.output) {
    follower.isStale = true
    return undefined
  }
  const { id, transactionHash } = task
  const fault = faultOf(history.value, task, outputCid)
  if (fault) return { type: 'error', error: fault }
  const receipt = receiptOf(history.value, chain.deployment, parameters)
  if (isAnswer(output)) {
    const { text } = output
    const answer = { text, output, outputCid, task: id, verdict, receipt }
    return { type: 'answer', answer }
  }
  const { error: reason } = output
  const of = { task: id, transactionHash, outputCid }
  const error = new AnswerFailedError({ ...of, output, receipt, reason })
  return { type: 'error', error }
}

function isAnswer(output: Output): output is AnswerOutput {
  return output.finishReason !== 'error'
}
