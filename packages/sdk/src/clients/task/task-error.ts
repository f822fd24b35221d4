import { AichainError } from '@aichain/base'
import {
  AnswerFailedError,
  AnswerTimeoutError,
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
const codes: ReadonlySet<string> = new Set(
  [
    TaskUnconfirmedError,
    TaskNotPostedError,
    PromptNotStoredError,
    AnswerTimeoutError,
    ChainLostError,
    ChainStoppedError,
    TaskTimeoutError,
    TaskInterruptedError,
    TaskDroppedError,
    TaskRefundedError,
    AnswerFailedError,
    OutputUnavailableError,
    OutputInvalidError,
    OutputMismatchError,
  ].map(({ code }) => code),
)

/** Whether an error carries its task, and says how to go on with it. */
export function isTaskError(error: unknown): boolean {
  return AichainError.isInstance(error) && codes.has(error.code)
}
