import { AichainError, OperationTimeoutError } from '@aichain/base'
import {
  AnswerTimeoutError,
  TaskInterruptedError,
  TaskUnconfirmedError,
} from '../../errors/task.js'
import type { Payment } from './payment.js'
import { isUnsent } from './send-order.js'
import { promptNotStored } from './store-prompt.js'
import type { TaskDraft } from './task-draft.js'
import { isTaskError } from './task-error.js'

/**
 * What is told when posting fails: the failure itself while nothing was sent,
 * otherwise an error that carries the task and says how to go on with it.
 */
export function postingError(
  error: unknown,
  draft: TaskDraft,
  payment: Payment,
): unknown {
  if (isUnsent(error, payment) || isTaskError(error)) return error
  const { stage, transactionHash, isStored } = payment
  const of = { task: draft.id, transactionHash, cause: error }
  if (stage !== 'asked' && !isStored) {
    return promptNotStored(draft, payment, error)
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
