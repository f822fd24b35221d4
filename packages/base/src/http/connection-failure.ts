import type { HttpFailure, HttpFailureKind } from './http-failure.js'
import { handshakeFailure } from './status-failure.js'

type Rule = readonly [RegExp, HttpFailureKind, string]

/**
 * What Node, Bun, Deno and `ws` call their failures, in codes and in words; the
 * first that fits counts. Tried on Node 20, 22 and 24, Bun 1.4 and Deno 2.9.
 */
const rules: readonly Rule[] = [
  [/self[-_ ]signed/i, 'certificate', 'its certificate is signed by itself'],
  [
    /CERT_HAS_EXPIRED|certificate (?:has )?expired/i,
    'certificate',
    'its certificate has expired',
  ],
  [
    /CERT_NOT_YET_VALID|not valid yet|not yet valid/i,
    'certificate',
    'its certificate is not valid yet',
  ],
  [
    /ALTNAME_INVALID|HOSTNAME_MISMATCH|NotValidForName|not valid for name/i,
    'certificate',
    'its certificate is for another host',
  ],
  [
    /UNABLE_TO_(?:VERIFY|GET_ISSUER)|\bCERT_|peer certificate/i,
    'certificate',
    'its certificate is by an authority that is not trusted here',
  ],
  [
    /wrong.version.number|PACKET_LENGTH|corrupt message|EPROTO|ERR_SSL/i,
    'protocol',
    'it does not speak TLS (https, wss) on this port',
  ],
  [
    /HPE_|HTTPParser|Malformed_HTTP|invalid HTTP version|match the HTTP/i,
    'protocol',
    'what it speaks is not HTTP',
  ],
  [/bad port|are blocked/i, 'protocol', 'fetch never asks this port'],
  [/ENOTFOUND|EAI_\w+|dns error/i, 'host', 'its host name cannot be looked up'],
  [
    /ECONNREFUSED|connection refused|tcp connect error/i,
    'refused',
    'it refuses connections',
  ],
  [
    /E(?:HOST|NET)UNREACH|ENETDOWN|EADDRNOTAVAIL/,
    'refused',
    'no way leads to its host',
  ],
  [
    /TIMED?_?OUT|timed out|TimeoutError/i,
    'timeout',
    'it did not answer in time',
  ],
  [
    /ECONNRESET|EPIPE|UND_ERR_SOCKET|connection reset|other side closed|terminated|reading a body|socket (?:has been |is )?closed/i,
    'cut',
    'it closed the connection',
  ],
]

/** What a WebSocket that was answered by HTTP fails with. */
const HANDSHAKE = /(?:server response|status code): (\d{3})/i

/** What browsers say of every failed request, and some platforms of sockets. */
const HIDDEN =
  /^(?:failed to fetch|fetch failed|load failed|networkerror|received network error)/i

/**
 * Why no answer came, by what `fetch` or a WebSocket threw, and by what it hides
 * beneath "fetch failed".
 *
 * @param address - Where the request went, for what only the address explains.
 *
 * @example
 * ```ts
 * import { connectionFailure } from '@aichain/base'
 *
 * const url = 'http://127.0.0.1:8545'
 * await fetch(url).catch((error) => {
 *   console.log(connectionFailure(error, url).reason)
 *   // 'it refuses connections (ECONNREFUSED)'
 * })
 * ```
 */
export function connectionFailure(
  error: unknown,
  address?: string,
): HttpFailure {
  const causes = [...causesOf(error)]
  const text = causes.map(({ code, message }) => `${code} ${message}`).join(' ')
  const status = HANDSHAKE.exec(text)
  if (status) return handshakeFailure(Number(status[1]))
  for (const [pattern, kind, clause] of rules) {
    if (!pattern.test(text)) continue
    const code = causes.find(({ code }) => code !== '')?.code
    return { kind, reason: code ? `${clause} (${code})` : clause }
  }
  return hidden(causes, address)
}

function hidden(causes: readonly Cause[], address = ''): HttpFailure {
  if (isMixedContent(address)) {
    const reason = 'a page over https may not ask an address over http'
    return { kind: 'protocol', reason }
  }
  const message = causes.findLast(({ message }) => message !== '')?.message
  const reason =
    message === undefined || HIDDEN.test(message)
      ? `no answer came, and the platform does not say why${message ? ` ("${message}")` : ''}`
      : message
  return { kind: 'hidden', reason }
}

/** Browsers block these before anything is sent, except to the own machine. */
function isMixedContent(address: string): boolean {
  const page = (globalThis as { location?: { protocol?: string } }).location
  const isPlain = /^(?:http|ws):\/\/(?!localhost|127\.|\[::1\])/i.test(address)
  return page?.protocol === 'https:' && isPlain
}

type Cause = { readonly code: string; readonly message: string }

/** An error and what it hides, under the names that platforms use. */
function* causesOf(error: unknown, depth = 0): Generator<Cause> {
  if (typeof error !== 'object' || error === null || depth > 8) return
  const { name, code, message, cause, errors } = error as Record<
    string,
    unknown
  >
  const isWord = typeof code === 'string'
  yield {
    code: isWord ? code : name === 'TimeoutError' ? name : '',
    message: typeof message === 'string' ? message : '',
  }
  yield* causesOf(cause, depth + 1)
  yield* causesOf((error as Record<string, unknown>).error, depth + 1)
  if (Array.isArray(errors)) yield* causesOf(errors[0], depth + 1)
}
