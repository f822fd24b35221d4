import { AichainError, type Hex } from '@aichain/base'
import { phasesOf, taskPhase } from '../../core/task/lifecycle.js'
import type { TaskId, TaskRecord } from '../../core/task/task.js'
import { TaskNotClosableError, TaskNotFoundError } from '../../errors/task.js'
import type { TransactionReceipt } from '../../ports/chain.js'
import { readDraw } from '../reader/history.js'
import { parametersOf, requireWriter, type TaskContext } from './context.js'
import { isUndrawable } from './is-undrawable.js'
import { nextBlockTime } from './next-block-time.js'

/** What came of closing a task. */
export type ClosedTask = {
  readonly task: TaskId
  /** `decided`: there is an answer. `undecided`: the fee went back. */
  readonly state: 'decided' | 'undecided'
  /** Wei that were paid out to this account: all its credit, not only this task's. */
  readonly withdrawn: bigint
  /** Those that this call sent, in their order; none where nothing was left to do. */
  readonly transactionHashes: readonly Hex[]
}

/** Closes a task that is open, and takes out what the contract owes to this account. */
export async function closeTask(
  context: TaskContext,
  task: TaskId,
  signal: AbortSignal,
): Promise<ClosedTask> {
  const { chain } = context
  const { account } = requireWriter(context)
  const record = await chain.getTask(task, { signal })
  if (!record) throw new TaskNotFoundError({ task })
  const transactionHashes: Hex[] = []
  if (record.state === 'open') {
    const closing = await closeOpen(context, record, signal)
    if (closing) transactionHashes.push(closing.transactionHash)
  }
  const closed = await chain.getTask(task, { signal })
  if (!closed) throw new TaskNotFoundError({ task })
  if (closed.state === 'open') throw await notClosable(context, closed, signal)
  const withdrawn = await chain.getCredit(account, { signal })
  if (withdrawn > 0n) {
    const { withdraw } = requireWriter(context)
    const { transactionHash } = await withdraw({ signal })
    transactionHashes.push(transactionHash)
  }
  return { task, state: closed.state, withdrawn, transactionHashes }
}

/** Finalizes or cancels; nothing where somebody else was faster. */
async function closeOpen(
  context: TaskContext,
  record: TaskRecord,
  signal: AbortSignal,
): Promise<TransactionReceipt | undefined> {
  const { chain, clock } = context
  const { finalize, cancel } = requireWriter(context)
  const { id: task } = record
  const [parameters, head, draw] = await Promise.all([
    parametersOf(context, signal),
    chain.getHead({ signal }),
    readDraw(chain, task, signal),
  ])
  const isLost = isUndrawable(draw)
  const phase = taskPhase(record, parameters, nextBlockTime(head, clock))
  if (!isLost && phase !== 'finalizable') {
    throw await notClosable(context, record, signal)
  }
  try {
    if (!isLost) return await finalize(task, { signal })
    const terms = await chain.getTerms(task, { signal })
    if (!terms) throw new TaskNotFoundError({ task })
    return await cancel(terms, { signal })
  } catch (error) {
    const isClosed =
      AichainError.isInstance(error) && error.code === 'task-not-open'
    if (isClosed) return undefined
    throw error
  }
}

async function notClosable(
  context: TaskContext,
  record: TaskRecord,
  signal: AbortSignal,
): Promise<TaskNotClosableError> {
  const parameters = await parametersOf(context, signal)
  const { revealEnd: closableAt } = phasesOf(record, parameters)
  return new TaskNotClosableError({ task: record.id, closableAt })
}
