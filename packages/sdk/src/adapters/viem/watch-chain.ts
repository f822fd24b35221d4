import {
  AichainError,
  OperationTimeoutError,
  retryDelay,
  systemClock,
} from '@aichain/base'
import { ChainRefusedError, ChainUnreachableError } from '../../errors/chain.js'
import type { ChainReader, ChainUpdate } from '../../ports/chain.js'
import { closable } from './closable.js'
import { type Connection, type OpenConnection, request } from './connection.js'
import { follower, type Step } from './follower.js'
import { type HeadSignal, headSignal } from './head-signal.js'

type WatchOptions = Parameters<ChainReader['watch']>[0]

const UNREACHABLE_AFTER = 30_000
/** A chain that comes back is noticed within this time. */
const MAXIMUM_RETRY_DELAY = 1000

/** Follows the chain: see `ChainReader.watch`. */
export function watchChain(
  connection: Connection,
  options: WatchOptions,
): AsyncIterable<ChainUpdate> {
  return {
    [Symbol.asyncIterator]: () =>
      closable(options.signal, (signal) =>
        updates(connection, options, signal),
      ),
  }
}

async function* updates(
  connection: Connection,
  { fromBlock, unreachableAfter = UNREACHABLE_AFTER }: WatchOptions,
  signal: AbortSignal,
): AsyncGenerator<ChainUpdate, void> {
  const { client, pollingInterval } = connection
  const heads = headSignal(client, pollingInterval, signal)
  const step = follower(fromBlock)
  const patience = { connection, heads, unreachableAfter, signal }
  try {
    for (;;) {
      const { update, isAtHead } = await patiently(patience, step)
      if (update !== undefined) yield update
      if (isAtHead) await heads.wait()
    }
  } finally {
    heads.close()
  }
}

/** Tries a step until it succeeds or the chain has been silent for too long. */
async function patiently(
  parameters: {
    readonly connection: Connection
    readonly heads: HeadSignal
    readonly unreachableAfter: number
    readonly signal: AbortSignal
  },
  step: (connection: OpenConnection, signal: AbortSignal) => Promise<Step>,
): Promise<Step> {
  const { connection, heads, unreachableAfter, signal } = parameters
  const deadline = systemClock.now() + unreachableAfter
  for (let attempt = 1; ; attempt += 1) {
    const timeout = Math.max(1, deadline - systemClock.now())
    try {
      return await request(connection, 'watch', { signal, timeout }, step)
    } catch (error) {
      signal.throwIfAborted()
      if (!mayPass(error)) throw error
      if (systemClock.now() >= deadline) throw unreachable(error)
      await heads.revive()
      const delay = retryDelay(attempt, { maximumDelay: MAXIMUM_RETRY_DELAY })
      const left = Math.max(0, deadline - systemClock.now())
      await systemClock.sleep(Math.min(delay, left), signal)
    }
  }
}

/** A gateway whose node restarts refuses requests that it will answer again. */
function mayPass(error: unknown): boolean {
  if (!AichainError.isInstance(error)) return false
  return error.isRetryable || error instanceof ChainRefusedError
}

/** Why the chain was silent: what the last attempt met, before its time was up. */
function unreachable(error: unknown): unknown {
  const cause = error instanceof OperationTimeoutError ? error.cause : error
  return AichainError.isInstance(cause)
    ? cause
    : new ChainUnreachableError({ kind: 'timeout', cause: error })
}
