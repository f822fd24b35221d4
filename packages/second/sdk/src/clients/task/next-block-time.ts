import type { Clock } from '@aichain/base'
import type { BlockReference } from '../../core/task/task.js'

/**
 * The time that the next block will have at least, in seconds. A chain that
 * makes blocks only for transactions has an old newest block; then this
 * machine's clock says more.
 */
export function nextBlockTime(head: BlockReference, clock: Clock): number {
  return Math.max(head.timestamp + 1, Math.floor(clock.now() / 1000))
}
