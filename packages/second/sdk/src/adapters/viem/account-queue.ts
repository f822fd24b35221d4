import type { Address } from '@aichain/base'

/** Lets one transaction of an account be numbered and sent at a time. */
export type AccountQueue = {
  /** Runs `send` alone; what is queued later waits for it, whatever its outcome. */
  readonly run: <T>(send: (nonces: NonceSource) => Promise<T>) => Promise<T>
}

/** The nonces of one account. */
export type NonceSource = {
  /** The first nonce that is free, given what the endpoint counts. */
  readonly next: (counted: number) => number
  /** Says that a nonce is used; call the result once its transaction is in a block, or given up. */
  readonly use: (nonce: number) => () => void
  /** Forgets what was counted here: another program sends from this account too. */
  readonly reset: () => void
}

/**
 * The queues of this process: every chain object that signs with a key shares
 * the key's queue, or two of them would take the same nonce.
 */
const queues = /*#__PURE__*/ new Map<string, AccountQueue>()

/** The queue of an account of a chain. */
export function accountQueue(chainId: number, account: Address): AccountQueue {
  const key = `${chainId}:${account.toLowerCase()}`
  const queue = queues.get(key) ?? openQueue()
  queues.set(key, queue)
  return queue
}

function openQueue(): AccountQueue {
  const nonces = nonceSource()
  let tail: Promise<unknown> = Promise.resolve()
  return {
    run: (send) => {
      const result = tail.then(() => send(nonces))
      tail = result.catch(() => {})
      return result
    },
  }
}

/**
 * Endpoints with several machines count late. While a transaction of this
 * process is in flight, the count kept here may be ahead; otherwise the
 * endpoint's is right, even if that means that something sent was lost.
 */
function nonceSource(): NonceSource {
  let afterLast = 0
  let inFlight = 0
  return {
    next: (counted) => (inFlight > 0 ? Math.max(counted, afterLast) : counted),
    use: (nonce) => {
      afterLast = nonce + 1
      inFlight += 1
      let isSettled = false
      return () => {
        if (!isSettled) inFlight -= 1
        isSettled = true
      }
    },
    reset: () => {
      afterLast = 0
    },
  }
}
