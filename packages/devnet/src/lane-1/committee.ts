import { strict as assert } from 'node:assert'
import type { Order, TaskId } from '@aichain/sdk/core'
import type { LaneOneMember } from './collect-votes.js'
import type { LaneOneNetwork, LaneOneNode } from './network.js'

/**
 * The committee of a task, as the hash of its block fixes it, with what each
 * member's node computed.
 */
export async function answeringCommittee(
  network: LaneOneNetwork,
  task: TaskId,
  { prompt }: Pick<Order, 'prompt'>,
): Promise<readonly LaneOneMember[]> {
  const committee = await network.requester.getCommittee(task)
  return Promise.all(
    committee.map(async ({ seat }) => {
      const { account, outputOf } = nodeOf(network, seat)
      return { seat, account, output: await outputOf(prompt) }
    }),
  )
}

function nodeOf({ nodes }: LaneOneNetwork, seat: number): LaneOneNode {
  const node = nodes.find((one) => one.seat === seat)
  assert(node, `nobody here holds seat ${seat}`)
  return node
}
