import { strict as assert } from 'node:assert'
import type { TaskId } from '@aichain/sdk'
import type { LaneOneNetwork } from './network.js'

/** Resolves when the task is decided; throws if it is closed without a decision. */
export async function untilDecided(
  { requester, ended }: LaneOneNetwork,
  task: TaskId,
  fromBlock: bigint,
): Promise<void> {
  for await (const update of requester.watch({ fromBlock, signal: ended })) {
    if (update.type === 'reorganized') continue
    for (const event of update.events) {
      if (!('task' in event) || event.task !== task) continue
      assert.notEqual(event.type, 'task-undecided')
      if (event.type === 'task-decided') return
    }
  }
}
