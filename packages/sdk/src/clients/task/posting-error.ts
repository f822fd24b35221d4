import { AichainError, OperationTimeoutError } from '@aichain/base'
import {
  AnswerTimeoutError,
  TaskInterruptedError,
  TaskUnconfirmedError,
} from '../../errors/task.js'
import type { Payment } from './payment.js'
import { isUnsent } from './send-order.js'
import { promptNotStored } from './store-prompt.js'
import type { TaskSketch } from './task-draft.js'
import { isTaskError } from './task-error.js'

/**
 * What is told when posting fails: the failure itself while nothing was sent,
 * otherwise an error that carries the task and says how to go on with it.
 */
export function postingError(
  error: unknown,
  { prompt, bytes }: Pick<TaskSketch, 'prompt' | 'bytes'>,
  payment: Payment,
): unknown {
  const { stage, task, transactionHash, isStored } = payment
  const isOurs = isUnsent(error, payment) || isTaskError(error)
  if (isOurs || task === undefined) return error
  const of = { task, transactionHash, cause: error }
  if (stage !== 'asked' && !isStored) {
    return promptNotStored({ id: task, prompt, bytes }, payment, error)
  }
  if (stage !== 'included') return new TaskUnconfirmedError(of)
  if (error instanceof OperationTimeoutError) {
    return new AnswerTimeoutError({ ...of, timeout: error.timeout })
  }
  return new TaskInterruptedError({ ...of, reason: reasonOf(error) })
}

/** One sentence: what an error says happened. */
export function reasonOf(error: unknown): string {
  if (AichainError.isInstance(error)) return error.shortMessage
  return error instanceof Error ? error.message : String(error)
}
