import type { Hex } from '@aichain/base'
import type { TaskId } from '../../core/task/task.js'

/** What is known of a task's transaction and its prompt while they come along. */
export type Payment = {
  /**
   * `nothing` was sent, for certain; the wallet was `asked`, and may have
   * sent; `sent`, in no block so far; `included` in a block.
   */
  stage: 'nothing' | 'asked' | 'sent' | 'included'
  /** Its id, from the moment on that its terms are known. */
  task: TaskId | undefined
  transactionHash: Hex | undefined
  isStored: boolean
  /** When nodes stop asking for the prompt, by the client's clock; infinite before the task is in a block. */
  storeUntil: number
}

/** Before anything was done. */
export function newPayment(): Payment {
  return {
    stage: 'nothing',
    task: undefined,
    transactionHash: undefined,
    isStored: false,
    storeUntil: Number.POSITIVE_INFINITY,
  }
}
