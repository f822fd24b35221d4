import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { OperationTimeoutError } from '@aichain/base'
import { createClient, http, webSocket } from 'viem'
import { describe, expect, onTestFinished, test } from 'vitest'
import { certificateFor } from '../../../../../base/test/certificate.js'
import { deadUrl, httpServer } from '../../../../../base/test/http-server.js'
import { tlsServer } from '../../../../../base/test/tls-server.js'
import { ChainUnreachableError } from '../../errors/chain.js'
import { viemChainReader } from './viem-chain.js'

const deployment = {
  chainId: 31337,
  consensus: `0x${'11'.repeat(20)}`,
  modelRegistry: `0x${'22'.repeat(20)}`,
  fromBlock: 0n,
} as const

const answering = (
  status: number,
  body: string,
  headers: Record<string, string> = {},
) =>
  httpServer((request, response) => {
    request.resume().once('end', () => {
      response.writeHead(status, headers).end(body)
    })
  })

const json = { 'content-type': 'application/json' }

/** What a reader says of an endpoint at the first call. */
async function failureAt(
  url: string,
  options: { readonly timeout?: number } = {},
) {
  const transport = url.startsWith('ws')
    ? webSocket(url, { reconnect: false, retryCount: 0 })
    : http(url, { retryCount: 1, retryDelay: 1 })
  const reader = viemChainReader({
    client: createClient({ transport }),
    deployment,
  })
  return reader.getHead(options).then(
    () => undefined,
    (error) => error,
  )
}

type Expected = { readonly kind: string; readonly reason: string | RegExp }

const cases: readonly (readonly [string, () => Promise<string>, Expected])[] = [
  [
    'a certificate that signs itself',
    () => tlsServer(certificateFor('127.0.0.1')),
    { kind: 'certificate', reason: /^its certificate is signed by itself/ },
  ],
  [
    'http where https is spoken',
    async () =>
      (await tlsServer(certificateFor('127.0.0.1'))).replace('https', 'http'),
    { kind: 'cut', reason: /^it closed the connection/ },
  ],
  [
    'https where http is spoken',
    async () => (await answering(200, '')).url.replace('http', 'https'),
    { kind: 'protocol', reason: /^it does not speak TLS/ },
  ],
  [
    'a login page',
    async () => (await answering(200, '<html>login</html>')).url,
    { kind: 'answer', reason: 'it answered a web page, not JSON' },
  ],
  [
    'a login page that calls itself JSON',
    async () => (await answering(200, '<html>login</html>', json)).url,
    { kind: 'answer', reason: 'it answered a web page, not JSON' },
  ],
  [
    'half an answer',
    async () => (await answering(200, '{"jsonrpc":', json)).url,
    {
      kind: 'answer',
      reason: 'it answered nothing, or half an answer, not JSON',
    },
  ],
  [
    'words',
    async () => (await answering(200, 'OK')).url,
    { kind: 'answer', reason: 'it answered something else, not JSON' },
  ],
  [
    'JSON of another server',
    async () => (await answering(200, '{"status":"ok"}', json)).url,
    {
      kind: 'answer',
      reason: 'it answered eth_chainId in JSON, but not in JSON-RPC',
    },
  ],
  [
    'missing credentials',
    async () =>
      (await answering(401, '{"error":"project ID is required"}', json)).url,
    {
      kind: 'credentials',
      reason: 'it asks for credentials (HTTP 401): "project ID is required"',
    },
  ],
  [
    'a caller that is refused',
    async () => (await answering(403, 'origin not allowed')).url,
    {
      kind: 'credentials',
      reason: 'it refuses this caller (HTTP 403): "origin not allowed"',
    },
  ],
  [
    'a wrong path',
    async () => `${(await answering(404, 'no such page')).url}/eth`,
    { kind: 'path', reason: /^it knows no such path \(HTTP 404\)/ },
  ],
  [
    'a used-up quota',
    async () => {
      const error = { code: -32005, message: 'monthly quota used up' }
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, error })
      return (await answering(429, body, { ...json, 'retry-after': '3600' }))
        .url
    },
    {
      kind: 'rate',
      reason:
        'it limits the rate of requests (HTTP 429) and asks to wait 3600 s: "monthly quota used up"',
    },
  ],
  [
    'a proxy whose server is away',
    async () => (await answering(502, '<html>Bad gateway</html>')).url,
    { kind: 'server', reason: 'it failed (HTTP 502)' },
  ],
  [
    'nobody',
    deadUrl,
    { kind: 'refused', reason: 'it refuses connections (ECONNREFUSED)' },
  ],
  [
    'a WebSocket where there is none',
    async () => (await answering(200, '')).url.replace('http', 'ws'),
    {
      kind: 'protocol',
      reason: 'it answered HTTP 200, not as a WebSocket',
    },
  ],
  [
    'a WebSocket that wants credentials',
    lockedSocket,
    { kind: 'credentials', reason: 'it asks for credentials (HTTP 401)' },
  ],
  [
    'a WebSocket that nobody answers',
    async () => (await deadUrl()).replace('http', 'ws'),
    { kind: 'refused', reason: 'it refuses connections (ECONNREFUSED)' },
  ],
  [
    'a WebSocket whose certificate signs itself',
    async () =>
      (await tlsServer(certificateFor('127.0.0.1'))).replace('http', 'ws'),
    { kind: 'certificate', reason: /^its certificate is signed by itself/ },
  ],
]

describe('an endpoint in trouble is told with address and reason:', () => {
  test.each(cases)('%s', async (_, open, { kind, reason }) => {
    const url = await open()
    const error = await failureAt(url)
    expect(error).toBeInstanceOf(ChainUnreachableError)
    expect(error).toMatchObject({ kind, address: url })
    expect(error.reason).toMatch(reason)
    expect(error.message).toContain(url)
  })
})

async function lockedSocket(): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(401).end()
  })
  server.on('upgrade', (_, socket) => {
    socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
  })
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('a WebSocket that fails for what HTTP does not show stays as it is', async () => {
  const { url } = await answering(426, '')
  const error = await failureAt(url.replace('http', 'ws'))
  expect(error).toBeInstanceOf(ChainUnreachableError)
  expect(['hidden', 'request']).toContain(error.kind)
})

test('neither credentials nor keys of the address are shown', async () => {
  const { url } = await answering(401, '')
  const key = '0123456789abcdef0123456789abcdef'
  const secret = `${url.replace('//', '//me:hunter2@')}/v3/${key}?token=hunter2`
  const error = await failureAt(secret)
  expect(error.message).toContain(`${url}/v3/…`)
  expect(error.message).not.toMatch(/hunter2|0123456789abcdef/)
})

test('a call that runs out of time says what it tried against', async () => {
  const { url } = await answering(503, '')
  const transport = http(url, { retryCount: 1000, retryDelay: 1 })
  const reader = viemChainReader({
    client: createClient({ transport }),
    deployment,
  })
  const reading = reader.getHead({ timeout: 300 })
  await expect(reading).rejects.toThrow(OperationTimeoutError)
  await expect(reading).rejects.toThrow('it failed (HTTP 503)')
  await expect(reading).rejects.toMatchObject({
    operation: 'getHead',
    timeout: 300,
    cause: expect.any(ChainUnreachableError),
  })
})

test('an endpoint that never answers runs out of time without a reason', async () => {
  const { url } = await httpServer(() => {})
  const error = await failureAt(url, { timeout: 50 })
  expect(error).toBeInstanceOf(OperationTimeoutError)
  expect(error.reason).toBeUndefined()
})

test('a watcher ends with what it met', async () => {
  const { url } = await answering(503, '')
  const reader = viemChainReader({
    client: createClient({ transport: http(url) }),
    deployment,
  })
  const updates = reader.watch({ fromBlock: 0n, unreachableAfter: 300 })
  const first = updates[Symbol.asyncIterator]().next()
  await expect(first).rejects.toThrow(ChainUnreachableError)
  await expect(first).rejects.toMatchObject({ status: 503, address: url })
})
