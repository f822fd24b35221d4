import {
  type AichainError,
  mayPassSoon,
  retryDelay,
  shownAddress,
  systemClock,
} from '@aichain/base'
import { ChainRefusedError, ChainUnreachableError } from '../../errors/chain.js'
import type { AnyClient } from './any-client.js'
import { chainError } from './chain-error.js'
import { causesOf } from './error-causes.js'
import { disclosed } from './socket-failure.js'

/** How long one call may wait for an endpoint in trouble. */
export type Patience = {
  readonly signal?: AbortSignal | undefined
  /** When the call's time is over, by the system's clock. */
  readonly deadline?: number | undefined
  /** Told of each failure after which the request is repeated. */
  readonly onTrouble?: ((error: AichainError) => void) | undefined
}

/** Milliseconds: a longer pause that an endpoint asks for is reported, not waited for. */
const LONGEST_PAUSE = 10_000

/**
 * The same client with retries of our own. viem's obey a `Retry-After` of an
 * hour without a word, whatever the call's timeout, and repeat what will not
 * pass, such as a certificate that is not trusted.
 *
 * Actions that the client was extended with are left out: they are bound to the
 * client as it was.
 */
export function patientClient(
  client: AnyClient,
  patience: Patience = {},
): AnyClient {
  const { retryCount = 3, retryDelay: delay = 150 } = client.transport
  const url = urlOf(client)
  const request = async (
    args: { readonly method: string },
    options: { readonly retryCount?: number } = {},
  ): Promise<unknown> => {
    const { retryCount: retries = retryCount } = options
    for (let attempt = 1; ; attempt += 1) {
      patience.signal?.throwIfAborted()
      try {
        return await ask(client, args, options, patience.signal)
      } catch (error) {
        const pause = pauseAfter(error, attempt, delay)
        if (attempt > retries || pause === undefined) throw error
        if (pause > timeLeft(patience)) throw error
        patience.onTrouble?.(chainError(error, { url }))
        await systemClock.sleep(pause, patience.signal)
      }
    }
  }
  return { ...withoutActions(client), request } as AnyClient
}

async function ask(
  client: AnyClient,
  args: { readonly method: string },
  options: object,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const ask = client.request as (
    args: unknown,
    options: object,
  ) => Promise<unknown>
  const answer = await ask(args, { ...options, retryCount: 0 }).catch(
    async (error) => {
      throw await disclosed(error, signal)
    },
  )
  if (answer !== undefined) return answer
  const url = urlOf(client)
  // JSON-RPC knows `null`; neither result nor error is another server's answer.
  throw new ChainUnreachableError({
    address: url === undefined ? undefined : shownAddress(url),
    kind: 'answer',
    reason: `it answered ${args.method} in JSON, but not in JSON-RPC`,
  })
}

/** Where a client's requests go, if its transport says so. */
export function urlOf({ transport }: AnyClient): string | undefined {
  const { url } = transport as { readonly url?: unknown }
  return typeof url === 'string' ? url : undefined
}

/** Codes of JSON-RPC after which viem repeats a request: an internal error, and an unknown one. */
const PASSING_CODES: readonly unknown[] = [-32603, -1]

/** Milliseconds until the next attempt; `undefined` if it would fail like this one. */
function pauseAfter(
  error: unknown,
  attempt: number,
  delay: number,
): number | undefined {
  const known = chainError(error)
  const usual = retryDelay(attempt, { delay })
  if (known instanceof ChainUnreachableError) {
    const { kind = 'timeout', status, retryAfter } = known
    // Services that guard against floods say 403 for a while.
    const mayPass = mayPassSoon(kind) || status === 403
    return mayPass ? Math.max(retryAfter ?? 0, usual) : undefined
  }
  const isPassing = [...causesOf(error)].some(({ code }) =>
    PASSING_CODES.includes(code),
  )
  return known instanceof ChainRefusedError && isPassing ? usual : undefined
}

function timeLeft({ deadline }: Patience): number {
  if (deadline === undefined) return LONGEST_PAUSE
  return Math.min(LONGEST_PAUSE, deadline - systemClock.now())
}

/** What `createClient` makes: it adds actions as functions beside its values. */
function withoutActions(client: AnyClient): Partial<AnyClient> {
  const values = Object.entries(client).filter(
    ([, value]) => typeof value !== 'function',
  )
  return Object.fromEntries(values) as Partial<AnyClient>
}
