import type { Clock } from '@aichain/base'
import type { BlockReference } from '../../../core/task/task.js'

/** What the chain's clock says, also between blocks. */
export type ChainTime = {
  /** The newest block that was seen. */
  readonly head: () => BlockReference
  /** Takes note of a block; one below the newest is older news and is passed over. */
  readonly observe: (head: BlockReference) => void
  /** Blocks were replaced: the next block that is observed is the newest. */
  readonly rewind: () => void
  /** Seconds since the epoch: the newest block's time, and what has passed since. */
  readonly now: () => number
  /** Milliseconds until the chain's clock shows `seconds`, at least 0. */
  readonly until: (seconds: number) => number
}

/**
 * Tells the chain's time. Deadlines are by the chain's clock, which may be far
 * from this machine's: a development chain is wound forward, an outage makes a
 * chain lag behind. Only the passing of time is taken from the machine.
 */
export function chainTime(start: BlockReference, clock: Clock): ChainTime {
  let newest = start
  let seenAt = clock.now()
  let isRewound = false
  const nowMilliseconds = () => newest.timestamp * 1000 + clock.now() - seenAt
  return {
    head: () => newest,
    observe: (head) => {
      if (!isRewound && head.number <= newest.number) return
      newest = head
      seenAt = clock.now()
      isRewound = false
    },
    rewind: () => {
      isRewound = true
    },
    now: () => Math.floor(nowMilliseconds() / 1000),
    until: (seconds) => Math.max(0, seconds * 1000 - nowMilliseconds()),
  }
}
