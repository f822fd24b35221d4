import type { ChainReader } from '../ports/chain.js'

/** What happened from a block on, without where it stands. */
export async function eventBodies(
  chain: ChainReader,
  range: Parameters<ChainReader['getEvents']>[0],
): Promise<readonly object[]> {
  const events = await chain.getEvents(range)
  return events.map((event) => {
    const { blockNumber, blockHash, logIndex, transactionHash, ...body } = event
    return body
  })
}
