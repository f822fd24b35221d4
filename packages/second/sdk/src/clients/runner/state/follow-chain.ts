import { retryDelay } from '@aichain/base'
import type { ProtocolEvent } from '../../../core/task/protocol-event.js'
import type { ChainUpdate } from '../../../ports/chain.js'
import type { RunnerContext } from '../context/runner-context.js'

/** Blocks that are read again after the connection was lost, in case they were replaced meanwhile. */
const overlap = 64n

/** Milliseconds of silence after which the operator is told. */
const unreachableAfter = 10_000

/** What following the chain sets in motion. */
export type ChainListener = {
  readonly onEvent: (event: ProtocolEvent) => void
  /** After the events of the blocks up to `head`. */
  readonly onBlocks: (head: bigint) => void
  readonly onReorganized: (ancestor: bigint) => void
}

/**
 * Follows the chain until the node ends. A chain that cannot be reached is
 * reported and tried again for ever: a node must come back by itself.
 */
export async function followChain(
  context: RunnerContext,
  fromBlock: bigint,
  listener: ChainListener,
): Promise<void> {
  const { chain, clock, health, signal } = context
  let next = fromBlock
  let failures = 0
  while (!signal.aborted) {
    try {
      const watched = { fromBlock: next, signal, unreachableAfter }
      for await (const update of chain.watch(watched)) {
        failures = 0
        health.worked('chain')
        next = apply(context, update, listener)
      }
    } catch (error) {
      if (signal.aborted) return
      health.failed(error, { part: 'chain' })
    }
    failures += 1
    // Rejects only when the node ends, which the loop sees by itself.
    await clock.sleep(retryDelay(failures), signal).catch(() => {})
    const { fromBlock: first } = chain.deployment
    next = next - overlap > first ? next - overlap : first
  }
}

/** The block to go on from. */
function apply(
  { emit, time }: RunnerContext,
  update: ChainUpdate,
  { onEvent, onBlocks, onReorganized }: ChainListener,
): bigint {
  if (update.type === 'reorganized') {
    time.rewind()
    emit({ type: 'reorganized', ancestor: update.ancestor })
    onReorganized(update.ancestor)
    return update.ancestor + 1n
  }
  time.observe(update.head)
  for (const event of update.events) onEvent(event)
  onBlocks(update.head.number)
  return update.head.number + 1n
}
