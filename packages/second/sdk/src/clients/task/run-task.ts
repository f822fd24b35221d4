import { AichainError } from '@aichain/base'
import { TaskInterruptedError } from '../../errors/task.js'
import type { CheckedRequest } from './check-request.js'
import type { TaskContext } from './context.js'
import { answerPosted } from './handle.js'
import type { PostedTask } from './posted-task.js'
import { postTask } from './posting.js'
import { reasonOf } from './posting-error.js'
import { stampWith } from './stamp.js'
import type { TaskCall } from './task-call.js'
import type { Answer, TaskUpdate } from './update.js'

/** Posts a task and follows it to its answer, all in the time of one call. */
export async function runTask(
  context: TaskContext,
  request: CheckedRequest,
  call: TaskCall,
  tell: (update: TaskUpdate) => void,
): Promise<Answer> {
  const stamp = stampWith(context)
  const task = await postTask(context, request, call, (step) =>
    tell(stamp(step)),
  )
  try {
    return await answerPosted(context, task, call, tell)
  } catch (error) {
    if (call.outer?.aborted || AichainError.isInstance(error)) throw error
    throw interruptedBy(error, task)
  }
}

/** Whoever asked has nothing but the error to find the paid task by, whatever went wrong. */
function interruptedBy(
  cause: unknown,
  { id: task, transactionHash }: PostedTask,
): TaskInterruptedError {
  const reason = reasonOf(cause)
  return new TaskInterruptedError({ task, transactionHash, reason, cause })
}
