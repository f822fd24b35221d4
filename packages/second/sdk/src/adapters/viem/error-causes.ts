import { type Address, type Hex, isAddress, isHex } from '@aichain/base'
import { BaseError } from 'viem'

/** What this adapter reads of an error: viem's, a wallet's, or a plain object of JSON-RPC. */
export type Cause = {
  readonly name: string | undefined
  readonly message: string | undefined
  readonly code: unknown
  readonly data: Hex | undefined
  /** Which contract was called, where viem says so. */
  readonly contract: Address | undefined
  /** Of the endpoint's HTTP answer, with its headers, and where it was asked. */
  readonly status: number | undefined
  readonly retryAfter: string | undefined
  readonly url: string | undefined
}

/** An error and what it was caused by. Wallets nest theirs under other names too. */
export function* causesOf(error: unknown, depth = 0): Generator<Cause> {
  if (typeof error !== 'object' || error === null || depth > 20) return
  const { name, message, code, raw } = error as Record<string, unknown>
  const { cause, data, error: inner } = error as Record<string, unknown>
  const { contractAddress, originalError } = error as Record<string, unknown>
  yield {
    name: nameOf(error, name),
    message: messageOf(error, message) || undefined,
    code,
    data: [data, raw].find((value) => isHex(value)),
    contract: isAddress(contractAddress) ? contractAddress : undefined,
    ...answerOf(error),
  }
  for (const nested of [cause, data, inner, originalError])
    yield* causesOf(nested, depth + 1)
}

/** What viem keeps of an HTTP answer. */
function answerOf(error: object): Pick<Cause, 'status' | 'retryAfter' | 'url'> {
  const { status, headers, target } = error as {
    readonly status?: unknown
    readonly headers?: { readonly get?: (name: string) => string | null }
    /** The WebSocket of an event. */
    readonly target?: { readonly url?: unknown } | null
  }
  const { url = target?.url } = error as { readonly url?: unknown }
  return {
    status: typeof status === 'number' ? status : undefined,
    retryAfter: headers?.get?.('retry-after') ?? undefined,
    url: typeof url === 'string' ? url : undefined,
  }
}

/** A WebSocket that cannot be opened fails with an event of the platform's, which may say nothing. */
function nameOf(error: object, name: unknown): string | undefined {
  const isEvent = 'target' in error && 'type' in error
  if (isEvent && (error.type === 'error' || error.type === 'close'))
    return 'SocketEvent'
  return typeof name === 'string' ? name : undefined
}

/** viem's own messages repeat the request; its short ones do not. */
function messageOf(error: object, message: unknown): string | undefined {
  if (error instanceof BaseError) return error.details || error.shortMessage
  return typeof message === 'string' ? message : undefined
}
