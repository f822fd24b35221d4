import { excerpt, isWebPage } from './answer-failure.js'
import type { HttpFailure, HttpFailureKind } from './http-failure.js'

const kinds: Readonly<Record<number, readonly [HttpFailureKind, string]>> = {
  401: ['credentials', 'it asks for credentials'],
  403: ['credentials', 'it refuses this caller'],
  404: ['path', 'it knows no such path'],
  405: ['path', 'it knows no such command'],
  407: ['credentials', 'the proxy before it asks for credentials'],
  408: ['timeout', 'it waited too long for the request'],
  410: ['path', 'what was there is gone'],
  413: ['size', 'the request is too large for it'],
  429: ['rate', 'it limits the rate of requests'],
  501: ['path', 'it knows no such command'],
}

/**
 * The failure that an HTTP status stands for, in words, with what the server
 * said and how long it asks to wait.
 *
 * @param details - `text`: the body, where it was read; `retryAfter` in
 *   milliseconds.
 */
export function statusFailure(
  status: number,
  details: {
    readonly text?: string | undefined
    readonly retryAfter?: number | undefined
  } = {},
): HttpFailure {
  const [kind, clause] = kinds[status] ?? otherwise(status)
  const { text = '', retryAfter } = details
  const wait =
    retryAfter === undefined
      ? ''
      : ` and asks to wait ${Math.ceil(retryAfter / 1000)} s`
  const words = excerpt(wordsIn(text))
  const said = words === '' ? '' : `: ${JSON.stringify(words)}`
  const reason = `${clause} (HTTP ${status})${wait}${said}`
  return { kind, reason, status, retryAfter }
}

/** The failure of a WebSocket that was answered by HTTP. */
export function handshakeFailure(status: number): HttpFailure {
  if (status >= 300) return statusFailure(status)
  const reason = `it answered HTTP ${status}, not as a WebSocket`
  return { kind: 'protocol', reason, status }
}

/** What a server says of its refusal: as text, or in JSON under one of the usual names. */
function wordsIn(text: string): string {
  const parsed = parse(text)
  const { Message, message, error } = Object(parsed) as JsonRefusal
  const words = [parsed, Message, message, error?.message, error].find(
    (each) => typeof each === 'string',
  )
  const said = typeof words === 'string' ? words : text
  return isWebPage(said) ? '' : said
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type JsonRefusal = {
  readonly Message?: unknown
  readonly message?: unknown
  readonly error?: { readonly message?: unknown }
}

function otherwise(status: number): readonly [HttpFailureKind, string] {
  if (status >= 500) return ['server', 'it failed']
  if (status >= 400) return ['request', 'it refuses the request']
  if (status >= 300) return ['path', 'it points to another address']
  return ['answer', 'it answered in another way than expected']
}
