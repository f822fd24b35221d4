import { connect } from 'node:tls'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  type Certificate,
  certificateFor,
  selfSigned,
} from '../../test/certificate.js'
import { deadUrl, httpServer } from '../../test/http-server.js'
import { rawServer, tlsServer } from '../../test/tls-server.js'
import { connectionFailure } from './connection-failure.js'
import type { HttpFailure } from './http-failure.js'

/** What `fetch` fails with here, told. */
async function failureAt(url: string): Promise<HttpFailure> {
  const error = await fetch(url)
    .then((response) => response.text())
    .then(
      () => undefined,
      (error) => error,
    )
  return connectionFailure(error, url)
}

/** As `fetch` fails where the certificate itself is trusted, which `fetch` takes from no one. */
async function failureWithTrusted(
  certificate: Certificate,
): Promise<HttpFailure> {
  const { port } = new URL(await tlsServer(certificate))
  const cause = await new Promise<unknown>((resolve) => {
    const ca = certificate.cert
    const socket = connect({ host: '127.0.0.1', port: Number(port), ca })
    socket.once('error', resolve)
    socket.once('secureConnect', () => resolve(undefined))
  })
  return connectionFailure(new TypeError('fetch failed', { cause }))
}

const valid = certificateFor('127.0.0.1')

describe('connectionFailure tells', () => {
  it('a server that is not there', async () => {
    expect(await failureAt(await deadUrl())).toEqual({
      kind: 'refused',
      reason: 'it refuses connections (ECONNREFUSED)',
    })
  })

  it('a host that nobody knows', async () => {
    const { kind, reason } = await failureAt('http://nosuchhost.invalid:8545')
    expect(kind).toBe('host')
    expect(reason).toMatch(/^its host name cannot be looked up \(E/)
  })

  it('a certificate that signs itself', async () => {
    expect(await failureAt(await tlsServer(valid))).toEqual({
      kind: 'certificate',
      reason:
        'its certificate is signed by itself (DEPTH_ZERO_SELF_SIGNED_CERT)',
    })
  })

  it.each([
    ['has expired', '2020-01-01', '2020-02-01', 'CERT_HAS_EXPIRED'],
    ['is not valid yet', '2090-01-01', '2091-01-01', 'CERT_NOT_YET_VALID'],
  ])('a certificate that %s', async (clause, from, to, code) => {
    const dates = { notBefore: new Date(from), notAfter: new Date(to) }
    const certificate = selfSigned({ host: '127.0.0.1', ...dates })
    expect(await failureWithTrusted(certificate)).toEqual({
      kind: 'certificate',
      reason: `its certificate ${clause} (${code})`,
    })
  })

  it('a certificate for another host', async () => {
    expect(await failureWithTrusted(certificateFor('other.example'))).toEqual({
      kind: 'certificate',
      reason:
        'its certificate is for another host (ERR_TLS_CERT_ALTNAME_INVALID)',
    })
  })

  it('https where http is spoken', async () => {
    const { url } = await httpServer((_, response) => response.end())
    const { kind, reason } = await failureAt(url.replace('http', 'https'))
    expect(kind).toBe('protocol')
    expect(reason).toMatch(/^it does not speak TLS \(https, wss\) on this port/)
  })

  it('http where https is spoken, as far as it shows', async () => {
    const url = (await tlsServer(valid)).replace('https', 'http')
    const { kind, reason } = await failureAt(url)
    expect(kind).toBe('cut')
    expect(reason).toMatch(/^it closed the connection \((UND_ERR_SOCKET|ECONN)/)
  })

  it('what is no HTTP at all', async () => {
    const url = await rawServer('SSH-2.0-OpenSSH_9\r\n')
    const { kind, reason } = await failureAt(url)
    expect(kind).toBe('protocol')
    expect(reason).toMatch(/^what it speaks is not HTTP/)
  })

  it('an answer that ends too early', async () => {
    const { url } = await httpServer((_, response) => {
      response.setHeader('content-length', '100')
      response.write('abc', () => response.destroy())
    })
    expect((await failureAt(url)).kind).toBe('cut')
  })

  it('a port that fetch never asks', async () => {
    expect(await failureAt('http://127.0.0.1:6667')).toEqual({
      kind: 'protocol',
      reason: 'fetch never asks this port',
    })
  })

  it('a request that its own clock ended', async () => {
    const { url } = await httpServer(() => {})
    const signal = AbortSignal.timeout(20)
    const error = await fetch(url, { signal }).catch((error) => error)
    expect(connectionFailure(error)).toEqual({
      kind: 'timeout',
      reason: 'it did not answer in time (TimeoutError)',
    })
  })
})

/** As the platforms were heard to say it, with nothing else in the chain. */
const words: readonly (readonly [string, string, string])[] = [
  [
    'Deno',
    'client error (Connect): tcp connect error: Connection refused (os error 111)',
    'it refuses connections',
  ],
  [
    'Deno',
    'client error (Connect): dns error: failed to lookup address information: Name or service not known',
    'its host name cannot be looked up',
  ],
  [
    'Deno',
    'client error (Connect): invalid peer certificate: UnknownIssuer',
    'its certificate is by an authority that is not trusted here',
  ],
  [
    'Deno',
    'invalid peer certificate: certificate expired: verification time 1',
    'its certificate has expired',
  ],
  [
    'Deno',
    'invalid peer certificate: certificate not valid yet: verification time',
    'its certificate is not valid yet',
  ],
  [
    'Deno',
    'invalid peer certificate: certificate not valid for name "a.example"',
    'its certificate is for another host',
  ],
  [
    'Deno',
    'client error (Connect): received corrupt message of type InvalidContentType',
    'it does not speak TLS (https, wss) on this port',
  ],
  [
    'Deno',
    'client error (SendRequest): invalid HTTP version parsed',
    'what it speaks is not HTTP',
  ],
  [
    'Deno',
    'Connection reset by peer (os error 104)',
    'it closed the connection',
  ],
  ['Deno', 'error reading a body from connection', 'it closed the connection'],
  [
    'Deno',
    'Fetch failed: Requests to port 6667 are blocked',
    'fetch never asks this port',
  ],
  [
    'Deno',
    'failed to connect to WebSocket: Invalid status code: 401',
    'it asks for credentials (HTTP 401)',
  ],
  [
    'Bun',
    "WebSocket connection to 'ws://127.0.0.1:1/' failed: Expected 101 status code: 403",
    'it refuses this caller (HTTP 403)',
  ],
  [
    'ws',
    'Unexpected server response: 200',
    'it answered HTTP 200, not as a WebSocket',
  ],
  ['ws', 'Unexpected server response: 502', 'it failed (HTTP 502)'],
  [
    'Chromium',
    'Failed to fetch',
    'no answer came, and the platform does not say why ("Failed to fetch")',
  ],
  [
    'Firefox',
    'NetworkError when attempting to fetch resource.',
    'no answer came, and the platform does not say why ("NetworkError when attempting to fetch resource.")',
  ],
  [
    'Safari',
    'Load failed',
    'no answer came, and the platform does not say why ("Load failed")',
  ],
  ['anybody', 'something new', 'something new'],
]

it.each(words)('knows the words of %s: %s', (_, message, reason) => {
  const cause = new Error(message)
  expect(connectionFailure(cause).reason).toBe(reason)
  const wrapped = new Error('outer', { cause })
  expect(connectionFailure(wrapped).reason).toBe(reason)
})

it.each([
  [{ code: 'ECONNREFUSED' }, 'refused'],
  [{ code: 'Malformed_HTTP_Response' }, 'protocol'],
  [{ error: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } }, 'certificate'],
  [{ errors: [{ code: 'ETIMEDOUT' }, { code: 'ENETUNREACH' }] }, 'timeout'],
  [{ code: 'EHOSTUNREACH' }, 'refused'],
  [new Event('error'), 'hidden'],
  [undefined, 'hidden'],
])('reads the code, wherever it is: %o', (error, kind) => {
  expect(connectionFailure(error).kind).toBe(kind)
})

it('ends a circle of causes', () => {
  const error = new Error('round')
  error.cause = error
  expect(connectionFailure(error).reason).toBe('round')
})

describe('in a page', () => {
  afterEach(() => vi.unstubAllGlobals())

  it.each([
    ['http://rpc.example', 'protocol'],
    ['ws://rpc.example', 'protocol'],
    ['https://rpc.example', 'hidden'],
    // Browsers let a page ask its own machine.
    ['http://127.0.0.1:8545', 'hidden'],
    ['http://localhost:8545', 'hidden'],
  ])('over https, %s is told as %s', (address, kind) => {
    vi.stubGlobal('location', { protocol: 'https:' })
    const error = new TypeError('Failed to fetch')
    expect(connectionFailure(error, address).kind).toBe(kind)
  })
})
