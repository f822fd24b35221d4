import { ChainRefusedError } from '../../errors/chain.js'
import type { AnyClient } from './any-client.js'
import { chainError } from './chain-error.js'

/** Which block stands for the next one. */
export type NextBlock = 'pending' | 'latest'

/** The transports that refused the pending block, for as long as they live. */
const withoutPending = /*#__PURE__*/ new WeakSet<object>()

/**
 * Asks something of the next block, in which a transaction would be. Some
 * endpoints know no pending block; there the newest one has to do, which is one
 * block behind: what is only possible from the next one on is refused until it
 * is there.
 */
export async function atNextBlock<T>(
  { transport }: AnyClient,
  read: (blockTag: NextBlock) => Promise<T>,
): Promise<T> {
  if (withoutPending.has(transport)) return read('latest')
  try {
    return await read('pending')
  } catch (error) {
    if (!isWithoutPending(error)) throw error
    withoutPending.add(transport)
    return read('latest')
  }
}

/** Endpoints have no code for it, but all of them name what they lack. */
function isWithoutPending(error: unknown): boolean {
  const known = chainError(error)
  if (!(known instanceof ChainRefusedError)) return false
  return /\bpending\b/i.test(known.reason ?? '')
}
