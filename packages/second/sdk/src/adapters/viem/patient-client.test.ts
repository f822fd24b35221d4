import { createClient, createPublicClient, custom, http } from 'viem'
import { getBlockNumber, getChainId } from 'viem/actions'
import { expect, test } from 'vitest'
import { httpServer } from '../../../../../base/test/http-server.js'
import type { AnyClient } from './any-client.js'
import { patientClient } from './patient-client.js'

/** A server that answers the nth request as told, and then as an endpoint does. */
async function serve(
  ...answers: readonly {
    readonly status?: number
    readonly headers?: Record<string, string>
    readonly body?: string
  }[]
) {
  let count = 0
  return httpServer((request, response) => {
    request.resume().once('end', () => {
      const {
        status = 200,
        headers = {},
        body = '',
      } = answers[count] ?? {
        body: '{"jsonrpc":"2.0","id":1,"result":"0x7a69"}',
      }
      count += 1
      response.writeHead(status, headers).end(body)
    })
  })
}

const open = (url: string, options: Parameters<typeof http>[1] = {}) =>
  createClient({ transport: http(url, { retryDelay: 1, ...options }) })

const busy = { status: 503 }
const page = { headers: { 'content-type': 'text/html' }, body: '<html>wait' }

test('what may pass is asked again, as often as the transport says', async () => {
  const server = await serve(busy, page, { status: 403 })
  const client = patientClient(open(server.url))
  expect(await getChainId(client)).toBe(31337)
  expect(server.asked).toHaveLength(4)
  const impatient = await serve(busy, busy)
  const once = patientClient(open(impatient.url, { retryCount: 1 }))
  await expect(getChainId(once)).rejects.toMatchObject({ status: 503 })
  expect(impatient.asked).toHaveLength(2)
})

test('what will not pass is asked once', async () => {
  for (const status of [400, 401, 404, 405]) {
    const server = await serve({ status })
    await expect(getChainId(patientClient(open(server.url)))).rejects.toThrow()
    expect(server.asked).toHaveLength(1)
  }
})

test('a short pause that an endpoint asks for is kept', async () => {
  const server = await serve({ status: 429, headers: { 'retry-after': '0' } })
  expect(await getChainId(patientClient(open(server.url)))).toBe(31337)
})

test('an hour that an endpoint asks for is told at once', async () => {
  const hour = { status: 429, headers: { 'retry-after': '3600' } }
  const server = await serve(hour)
  const asking = getChainId(patientClient(open(server.url)))
  await expect(asking).rejects.toMatchObject({ status: 429 })
  expect(server.asked).toHaveLength(1)
})

test('a pause that outlasts the call is not begun', async () => {
  const server = await serve({ status: 429, headers: { 'retry-after': '5' } })
  const deadline = Date.now() + 1000
  const client = patientClient(open(server.url), { deadline })
  await expect(getChainId(client)).rejects.toMatchObject({ status: 429 })
  expect(server.asked).toHaveLength(1)
})

test('an abort ends the retries', async () => {
  const controller = new AbortController()
  const server = await serve(busy, busy)
  const client = patientClient(open(server.url), {
    signal: controller.signal,
    onTrouble: () => controller.abort('enough'),
  })
  await expect(getChainId(client)).rejects.toBe('enough')
  expect(server.asked).toHaveLength(1)
})

test('each trouble is told', async () => {
  const server = await serve(busy, page)
  const told: string[] = []
  const onTrouble = ({ shortMessage }: { readonly shortMessage: string }) => {
    told.push(shortMessage)
  }
  await getChainId(patientClient(open(server.url), { onTrouble }))
  expect(told).toEqual([
    'The RPC endpoint cannot be used: it failed (HTTP 503): "Service Unavailable".',
    'The RPC endpoint cannot be used: it answered a web page, not JSON.',
  ])
})

test('actions of a client’s own do not go around it', async () => {
  const server = await serve(busy)
  const client = createPublicClient({
    transport: http(server.url, { retryCount: 1, retryDelay: 1 }),
  })
  const told: unknown[] = []
  const patient = patientClient(client as AnyClient, {
    onTrouble: (error) => told.push(error),
  })
  expect(await getBlockNumber(patient)).toBe(31337n)
  expect(told).toHaveLength(1)
})

test('what is sent is sent once', async () => {
  let asked = 0
  const request = async () => {
    asked += 1
    throw Object.assign(new Error('internal'), { code: -32603 })
  }
  const client = createClient({ transport: custom({ request }) })
  const patient = patientClient(client)
  const method = 'eth_sendTransaction' as const
  const options = { retryCount: 0 }
  const params = [{}] as never
  await expect(patient.request({ method, params }, options)).rejects.toThrow()
  expect(asked).toBe(1)
})
