import type { Chain, Hex, TaskId } from '@aichain/sdk'

/** The transactions that say something about a task, in their order. */
export async function transactionsOf(
  chain: Chain,
  task: TaskId,
  fromBlock: bigint,
): Promise<readonly Hex[]> {
  const events = await chain.getEvents({ fromBlock, task })
  return [...new Set(events.map(({ transactionHash }) => transactionHash))]
}
