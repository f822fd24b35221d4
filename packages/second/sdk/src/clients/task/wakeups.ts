import type { Clock } from '@aichain/base'
import { onAbort, raceSignal } from '@aichain/base'
import { ChainUnreachableError } from '../../errors/chain.js'
import type { ChainReader, ChainUpdate } from '../../ports/chain.js'

/** Reasons to look at the chain again: its updates, and the passing of time. */
export type Wakeups = {
  /** The chain's next update, or `undefined` when `milliseconds` have passed without one. */
  readonly next: (milliseconds: number) => Promise<ChainUpdate | undefined>
  readonly close: () => void
}

/** Watches a chain from a block on, without ever waiting longer than asked. */
export function createWakeups(
  chain: ChainReader,
  clock: Clock,
  fromBlock: bigint,
  signal: AbortSignal,
): Wakeups {
  const watching = new AbortController()
  const forget = onAbort(signal, () => watching.abort(signal.reason))
  const updates = chain
    .watch({ fromBlock, signal: watching.signal })
    [Symbol.asyncIterator]()
  /** Kept over a wait that ended by time, so that no update is lost. */
  let pending: Promise<IteratorResult<ChainUpdate>> | undefined

  return {
    next: async (milliseconds) => {
      pending ??= updates.next()
      const timer = new AbortController()
      const passed = clock.sleep(milliseconds, timer.signal)
      // Ends by abort when the chain was faster.
      passed.catch(() => {})
      try {
        const first = await raceSignal(Promise.race([pending, passed]), signal)
        if (!first) return undefined
        pending = undefined
        if (first.done) throw new ChainUnreachableError()
        return first.value
      } finally {
        timer.abort()
      }
    },
    close: () => {
      forget()
      // What is still awaited ends by this abort, which nobody needs to hear of.
      pending?.catch(() => {})
      watching.abort()
      updates.return?.().catch(() => {})
    },
  }
}
