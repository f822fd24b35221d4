import { AichainError } from '@aichain/base'
import {
  AnswerFailedError,
  AnswerOverturnedError,
  AnswerTimeoutError,
  AnswerVoidError,
  ChainLostError,
  ChainStoppedError,
  OutputInvalidError,
  OutputMismatchError,
  OutputUnavailableError,
  PromptNotStoredError,
  TaskDroppedError,
  TaskInterruptedError,
  TaskNotPostedError,
  TaskRefundedError,
  TaskTimeoutError,
  TaskUnconfirmedError,
} from '../../errors/task.js'

/** The errors that say how to go on with a task that may be paid for. */
const taskErrors = [
  TaskUnconfirmedError,
  TaskNotPostedError,
  PromptNotStoredError,
  AnswerTimeoutError,
  AnswerVoidError,
  ChainLostError,
  ChainStoppedError,
  TaskTimeoutError,
  TaskInterruptedError,
  TaskDroppedError,
  TaskRefundedError,
  AnswerFailedError,
  AnswerOverturnedError,
  OutputUnavailableError,
  OutputInvalidError,
  OutputMismatchError,
]

/** An error that carries its task, and says how to go on with it. */
export type TaskError = InstanceType<(typeof taskErrors)[number]>

/** Whether an error carries its task, and says how to go on with it. */
export function isTaskError(error: unknown): error is TaskError {
  if (!AichainError.isInstance(error)) return false
  return taskErrors.some(({ code }) => code === error.code)
}
