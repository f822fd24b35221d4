import { mapLimited } from '@aichain/base'
import { applyEvents } from '../../core/index/apply-events.js'
import type { IndexAt } from '../../core/index/index-text.js'
import { needsTime, type TimedEvent } from '../../core/index/timed-event.js'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import type { BlockReference } from '../../core/task/task.js'
import type { ChainReader } from '../../ports/chain.js'

/** Blocks read at once. */
const concurrency = 8

/**
 * An index after the blocks up to one of them; `undefined` if the chain turned
 * meanwhile, so that events and block may not belong together.
 */
export async function indexPage(
  chain: ChainReader,
  { index, block: { number } }: IndexAt,
  toBlock: bigint,
  signal: AbortSignal,
): Promise<IndexAt | undefined> {
  const before = await chain.getBlock(toBlock, { signal })
  const range = { fromBlock: number + 1n, toBlock }
  const events = await chain.getEvents(range, { signal })
  const timed = await withTimes(chain, events, signal)
  const block = await chain.getBlock(toBlock, { signal })
  if (!timed || !block || block.hash !== before?.hash) return undefined
  return { index: applyEvents(index, timed), block }
}

/** `undefined` if one of their blocks is not the chain's any more. */
async function withTimes(
  chain: ChainReader,
  events: readonly ProtocolEvent[],
  signal: AbortSignal,
): Promise<readonly TimedEvent[] | undefined> {
  const numbers = new Set(
    events.filter(needsTime).map(({ blockNumber }) => blockNumber),
  )
  const blocks = new Map<bigint, BlockReference | undefined>()
  await mapLimited([...numbers], concurrency, async (number) => {
    blocks.set(number, await chain.getBlock(number, { signal }))
  })
  const timed: TimedEvent[] = []
  for (const event of events) {
    if (!needsTime(event)) {
      timed.push(event as TimedEvent)
      continue
    }
    const block = blocks.get(event.blockNumber)
    if (block?.hash !== event.blockHash) return undefined
    timed.push({ ...event, timestamp: block.timestamp })
  }
  return timed
}
