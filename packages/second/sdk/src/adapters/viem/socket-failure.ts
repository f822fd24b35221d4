import {
  connectionFailure,
  type HttpFailure,
  handshakeFailure,
  OperationTimeoutError,
  shownAddress,
  withTimeout,
} from '@aichain/base'
import { ChainUnreachableError } from '../../errors/chain.js'
import { chainError } from './chain-error.js'
import { causesOf } from './error-causes.js'

/** Milliseconds that the question may take: the call it explains has failed already. */
const PATIENCE = 2_000

/** How a server of WebSockets answers a plain request: this explains nothing. */
const UPGRADE_WANTED: readonly number[] = [400, 405, 426]

/**
 * The error of a WebSocket that could not be opened, with the reason where the
 * platform hides it, as Node does since version 22: the same server is asked
 * over HTTP, whose failures are told. Any other error comes back as it is.
 */
export async function disclosed(
  error: unknown,
  signal?: AbortSignal,
): Promise<unknown> {
  const url = [...causesOf(error)].find(({ url }) => url)?.url ?? ''
  const known = /^wss?:/i.test(url) ? chainError(error) : undefined
  if (!(known instanceof ChainUnreachableError) || known.kind !== 'hidden')
    return error
  const failure = await failureOverHttp(url.replace(/^ws/i, 'http'), signal)
  if (failure === undefined || failure.kind === 'hidden') return error
  return new ChainUnreachableError({
    address: shownAddress(url),
    ...failure,
    cause: error,
  })
}

async function failureOverHttp(
  url: string,
  signal?: AbortSignal,
): Promise<HttpFailure | undefined> {
  try {
    const status = await withTimeout({ signal, timeout: PATIENCE }, (signal) =>
      statusAt(url, signal),
    )
    return UPGRADE_WANTED.includes(status)
      ? undefined
      : handshakeFailure(status)
  } catch (error) {
    return error instanceof OperationTimeoutError
      ? undefined
      : connectionFailure(error, url)
  }
}

async function statusAt(url: string, signal: AbortSignal): Promise<number> {
  const { status, body } = await fetch(url, { signal })
  await body?.cancel()
  return status
}
