/** Why a server could not be used, by kind: what a program can decide by. */
export type HttpFailureKind =
  /** The host name is not known. */
  | 'host'
  /** Nothing listens on the port, or no way leads to the host. */
  | 'refused'
  | 'timeout'
  /** The connection ended before the answer did. */
  | 'cut'
  | 'certificate'
  /** https where http is spoken, or the reverse, or neither. */
  | 'protocol'
  /** HTTP 401, 403 and 407. */
  | 'credentials'
  /** HTTP 404 and its kin: another server than expected, or another path. */
  | 'path'
  /** HTTP 400 and its kin: the server refuses this very request. */
  | 'request'
  /** HTTP 413. */
  | 'size'
  /** HTTP 429. */
  | 'rate'
  /** HTTP 5xx, and what else is the server's own trouble. */
  | 'server'
  /** It answered, but something else than was asked for, such as a web page. */
  | 'answer'
  /** The platform does not say: browsers hide the reason from pages. */
  | 'hidden'

/** Why a server could not be used. */
export type HttpFailure = {
  readonly kind: HttpFailureKind
  /** A clause about the server, such as `it refuses connections (ECONNREFUSED)`. */
  readonly reason: string
  /** Of its answer, where there was one. */
  readonly status?: number | undefined
  /** Milliseconds that it asks to wait before the next request. */
  readonly retryAfter?: number | undefined
}

const remedies: Readonly<Record<HttpFailureKind, string>> = {
  host: 'Check the host name in the address, and the connection to the network.',
  refused: 'Check that the server runs, and the host and port of its address.',
  timeout: 'Check that the server runs and can be reached, then retry.',
  cut: 'Retry; if it stays so, check the protocol (http or https) and the port of the address.',
  certificate:
    'Use an address whose certificate is valid, or trust its authority (in Node: NODE_EXTRA_CA_CERTS).',
  protocol:
    'Check the protocol of the address (http or https, ws or wss) and its port.',
  credentials:
    'Check the credentials (API key, token, or user name and password) and which origins the server allows.',
  path: 'Check the path of the address, and what kind of server answers there.',
  request: 'Do what the server says of the request, or use another server.',
  size: 'Ask for less at once, or use another server.',
  rate: 'Wait as long as it asks, or use another server or a larger plan.',
  server: 'Retry later, or use another server.',
  answer:
    'Open the address in a browser: a login page, a proxy or another server may answer there.',
  hidden:
    "Look at the browser's console: the server may be away, its certificate refused, or this page's origin not allowed (CORS).",
}

/** One sentence: what to do about a failure of this kind. */
export function failureRemedy(kind: HttpFailureKind): string {
  return remedies[kind]
}

const passing: readonly HttpFailureKind[] = [
  'refused',
  'timeout',
  'cut',
  'rate',
  'server',
  'answer',
  'hidden',
]

/** Whether the same request may succeed within seconds, with nothing changed. */
export function mayPassSoon(kind: HttpFailureKind): boolean {
  return passing.includes(kind)
}
