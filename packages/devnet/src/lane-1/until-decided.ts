import { strict as assert } from 'node:assert'
import type { Chain, TaskId } from '@aichain/sdk'

/** Resolves when the task is decided; throws if it is closed without a decision. */
export async function untilDecided(
  chain: Chain,
  task: TaskId,
  fromBlock: bigint,
): Promise<void> {
  for await (const update of chain.watch({ fromBlock })) {
    if (update.type === 'reorganized') continue
    for (const event of update.events) {
      if (!('task' in event) || event.task !== task) continue
      assert.notEqual(event.type, 'task-undecided')
      if (event.type === 'task-decided') return
    }
  }
}
