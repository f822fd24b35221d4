import type { Chain, TransactionProgress } from '../src/ports/chain.js'
import type { MemoryNetwork } from './memory-network.js'

type AddTask = Chain['addTask']
type Sent = Awaited<ReturnType<AddTask>>

/** What may go wrong while an order is sent: each part is there to be called, or not. */
export type Fate = (parts: {
  /** Tells that the wallet is asked, or that the transaction was sent. */
  readonly tell: (event: TransactionProgress) => void
  /** Sends the order as the network would, without a word to the caller. */
  readonly send: () => Promise<Sent>
  readonly signal: AbortSignal | undefined
}) => Promise<Sent>

/** A network's chain whose orders all meet the same fate, and how many there were. */
export function faultyChain({ requester }: MemoryNetwork, fate: Fate) {
  let attempts = 0
  const addTask: AddTask = (order, options = {}) => {
    attempts += 1
    const { signal, onProgress } = options
    return fate({
      tell: (event) => onProgress?.(event),
      send: () => requester.addTask(order),
      signal,
    })
  }
  return { chain: { ...requester, addTask }, attempts: () => attempts }
}

/** How many tasks there are. */
export async function tasksOn({ requester }: MemoryNetwork): Promise<number> {
  const events = await requester.getEvents({ fromBlock: 0n })
  return events.filter(({ type }) => type === 'task-added').length
}
