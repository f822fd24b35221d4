import type { ConsensusReader } from '@aichain/sdk'
import type { Receipt } from '@aichain/sdk/core'
import { useEffect, useState } from 'preact/hooks'

/**
 * The receipt as the chain tells it now: votes may come late, and slashes when
 * the task is closed. `first` until it is read, and if it cannot be; read again
 * whenever `occasion` changes.
 */
export function useReceipt(
  first: Receipt,
  reader: Pick<ConsensusReader, 'receipt'>,
  occasion: unknown,
): Receipt {
  const [receipt, setReceipt] = useState(first)
  useEffect(() => {
    const controller = new AbortController()
    reader
      .receipt(first.task, { signal: controller.signal })
      .then(setReceipt)
      // What was told with the answer is still true.
      .catch(() => undefined)
    return () => controller.abort()
  }, [first, reader, occasion])
  return receipt
}
