import {
  ModelAccessDeniedError,
  ModelHubUnreachableError,
} from '../../errors/hub.js'
import type { HubRepository } from './hub-repository.js'
import { unreachableHub } from './unreachable-hub.js'

/**
 * Asks the hub once. Redirects are followed; the platform's `fetch` sends the
 * token to no other origin.
 *
 * Errors: `ModelAccessDeniedError`, `ModelHubUnreachableError`, and what
 * `notFound` makes of the hub's reason.
 *
 * @param path - Behind the hub's address, escaped.
 */
export async function askHub(
  hub: HubRepository,
  path: string,
  options: {
    readonly headers?: Readonly<Record<string, string>>
    readonly signal: AbortSignal
    readonly notFound: (reason: string) => Error
  },
): Promise<Response> {
  const { signal, notFound } = options
  const response = await send(hub, path, options)
  if (response.ok || response.status === 416) return response
  const reason = reasonOf(response)
  // What a broken connection makes of the rest is of no interest any more.
  await response.body?.cancel().catch(() => {})
  signal.throwIfAborted()
  const place = { hub: hub.address.url, repository: hub.repository, reason }
  switch (response.status) {
    case 401:
    case 403:
      throw new ModelAccessDeniedError(place)
    case 404:
      throw notFound(reason)
    default:
      throw new ModelHubUnreachableError(place)
  }
}

async function send(
  hub: HubRepository,
  path: string,
  options: {
    readonly headers?: Readonly<Record<string, string>>
    readonly signal: AbortSignal
  },
): Promise<Response> {
  const { headers, signal } = options
  // Not called as the hub's own: a browser's `fetch` refuses another `this`.
  const { fetch } = hub
  try {
    return await fetch(`${hub.address.url}/${path}`, {
      // Compressed, lengths and ranges would be those of something else.
      headers: {
        'accept-encoding': 'identity',
        ...hub.address.headers,
        ...headers,
      },
      signal,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })
  } catch (cause) {
    signal.throwIfAborted()
    throw unreachableHub(hub, cause)
  }
}

/** The hub explains itself in headers. */
function reasonOf({ status, headers }: Response): string {
  const words = headers.get('x-error-message') ?? headers.get('x-error-code')
  return words ? `HTTP ${status}, ${words.slice(0, 200)}` : `HTTP ${status}`
}
