import type { ChainReader } from '@aichain/sdk'
import type { Receipt } from '@aichain/sdk/core'
import { useEffect, useState } from 'preact/hooks'
import type { Blocks } from './transactions-table.js'

/**
 * The block of each transaction of `receipt`, read from the chain; empty until
 * then, and if the chain cannot be read.
 */
export function useBlocks(
  receipt: Receipt,
  chain: Pick<ChainReader, 'getEvents'>,
): Blocks {
  const [blocks, setBlocks] = useState<Blocks>(new Map())
  useEffect(() => {
    const controller = new AbortController()
    chain
      .getEvents(
        { fromBlock: BigInt(receipt.block.number), task: receipt.task },
        { signal: controller.signal },
      )
      .then((events) => {
        setBlocks(
          new Map(
            events.map((event) => [event.transactionHash, event.blockNumber]),
          ),
        )
      })
      // The hashes say enough; a failing chain shows where it matters.
      .catch(() => undefined)
    return () => controller.abort()
  }, [receipt, chain])
  return blocks
}
