import type { IndexedTask } from '../../core/index/chain-index.js'
import type { IndexAt } from '../../core/index/index-text.js'
import { verdictOf } from '../../core/index/verdict-of.js'
import type { TaskId } from '../../core/task/task.js'
import type { TaskFacts } from './facts.js'
import { checkRange, firstBlock, type TaskRange } from './list-tasks.js'
import { taskFacts } from './task-facts.js'

/** A task as an index knows it; `undefined` if it does not. */
export function indexedTask(
  { index, block }: IndexAt,
  id: TaskId,
): TaskFacts | undefined {
  const task = index.tasks.get(id)
  const verdict = verdictOf(index, id, block.timestamp)
  if (!task || !verdict) return undefined
  const { record, appeal } = task
  return taskFacts(record, postingOf(task), { verdict, appeal })
}

/** The tasks of a range of blocks, newest first. */
export function* indexedTasks(
  at: IndexAt,
  deploymentBlock: bigint,
  range: TaskRange,
): Generator<TaskFacts> {
  checkRange(range)
  const head = at.block.number
  const deployment = { fromBlock: deploymentBlock }
  const fromBlock = firstBlock({ deployment }, range.fromBlock, head)
  const { toBlock = head } = range
  for (const [id, { addedIn }] of [...at.index.tasks].reverse()) {
    if (addedIn < fromBlock) return
    const facts = addedIn <= toBlock ? indexedTask(at, id) : undefined
    if (facts) yield facts
  }
}

function postingOf({ terms, list, addedIn, transactionHash }: IndexedTask) {
  return { ...terms, list, blockNumber: addedIn, transactionHash }
}
