import type { ConsensusReader } from '@aichain/sdk'
import type { Receipt } from '@aichain/sdk/core'
import { useEffect, useState } from 'preact/hooks'

/** How often the chain is asked, in milliseconds. */
const interval = 10_000

/**
 * The receipt as the chain tells it now: votes may come late, and slashes when
 * the task is closed. `first` until it is read, and if it cannot be.
 */
export function useReceipt(
  first: Receipt,
  reader: Pick<ConsensusReader, 'receipt'>,
): Receipt {
  const [receipt, setReceipt] = useState(first)
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const read = () =>
      reader
        .receipt(first.task, { signal })
        .then((told) =>
          setReceipt((held) => (isSame(held, told) ? held : told)),
        )
        // What was told with the answer is still true.
        .catch(() => undefined)
    void read()
    const timer = setInterval(read, interval)
    return () => {
      clearInterval(timer)
      controller.abort()
    }
  }, [first, reader])
  return receipt
}

function isSame(a: Receipt, b: Receipt): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
