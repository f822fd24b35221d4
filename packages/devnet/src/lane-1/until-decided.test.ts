import type { ChainUpdate } from '@aichain/sdk'
import { expect, test } from 'vitest'
import type { LaneOneNetwork } from './network.js'
import { untilDecided } from './until-decided.js'

const task = `0x${'11'.repeat(32)}` as const
const other = `0x${'22'.repeat(32)}` as const

function networkTelling(
  updates: readonly (readonly [type: string, task: string])[],
): LaneOneNetwork {
  const requester = {
    watch: async function* () {
      yield { type: 'reorganized', ancestor: 1n } as ChainUpdate
      for (const [type, about] of updates) {
        yield { type: 'blocks', events: [{ type, task: about }] }
      }
    },
  }
  return { requester } as unknown as LaneOneNetwork
}

test('waits for the decision of this task', async () => {
  const network = networkTelling([
    ['task-undecided', other],
    ['vote-committed', task],
    ['task-decided', task],
    ['task-undecided', task],
  ])
  await untilDecided(network, task, 0n)
})

test('a task that is closed without a decision is told', async () => {
  const network = networkTelling([['task-undecided', task]])
  await expect(untilDecided(network, task, 0n)).rejects.toThrow(
    'task-undecided',
  )
})
