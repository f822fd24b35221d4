import type { Chain, TaskId } from '@aichain/sdk'
import { phasesOf } from '@aichain/sdk/core'

/**
 * Waits until every vote that was sealed for a task is opened, or cannot be any
 * more.
 */
export async function untilOpened(
  chain: Chain,
  task: TaskId,
  signal?: AbortSignal,
): Promise<void> {
  const parameters = await chain.getParameters({ signal })
  const { number } = await chain.getHead({ signal })
  for await (const update of chain.watch({ fromBlock: number, signal })) {
    if (update.type === 'reorganized') continue
    const record = await chain.getTask(task, { signal })
    if (record === undefined) return
    const areOpened = (record.committed & ~record.revealed) === 0
    const { revealEnd } = phasesOf(record, parameters)
    if (areOpened || update.head.timestamp >= revealEnd) return
  }
}
