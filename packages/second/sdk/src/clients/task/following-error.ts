import { AichainError, OperationTimeoutError } from '@aichain/base'
import type { KnownError } from '../../errors/known-error.js'
import {
  AnswerTimeoutError,
  ChainLostError,
  TaskInterruptedError,
} from '../../errors/task.js'
import type { PostedTask } from './posted-task.js'
import { reasonOf } from './posting-error.js'
import { isTaskError } from './task-error.js'

/**
 * What is told when a task cannot be followed any further: always an error that
 * carries the task and says how to go on with it.
 *
 * @param signal - That of the call, whose reason tells its own time-out from
 *   that of some part of it.
 */
export function followingError(
  error: unknown,
  { id: task, transactionHash }: PostedTask,
  signal: AbortSignal,
): KnownError {
  if (isTaskError(error)) return error
  const of = { task, transactionHash, cause: error }
  if (signal.aborted && error instanceof OperationTimeoutError) {
    return new AnswerTimeoutError({ ...of, timeout: error.timeout })
  }
  const isChain =
    AichainError.isInstance(error) && error.code === 'chain-unreachable'
  if (isChain) return new ChainLostError(of)
  return new TaskInterruptedError({ ...of, reason: reasonOf(error) })
}
