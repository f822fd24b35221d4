import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type IpfsServer, startIpfsServer } from '@aichain/ipfs-server'
import {
  ContentStoreRejectedError,
  ContentStoreUnreachableError,
  ContentTamperedError,
} from '@aichain/sdk'
import { cidOf } from '@aichain/sdk/core'
import { gatewayReader } from '@aichain/sdk/gateway'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { putBlock } from './put-block.js'

const bytes = new TextEncoder().encode('a prompt')

let ipfs: IpfsServer

beforeAll(async () => {
  ipfs = await startIpfsServer()
})
afterAll(() => ipfs.stop())

test.each(['', '/'])(
  'what is stored can be read by its CID (%j)',
  async (end) => {
    const cid = await putBlock(`${ipfs.rpcUrl}${end}`, bytes)
    expect(cid).toBe(cidOf(bytes))
    const content = gatewayReader({ gateways: [ipfs.gatewayUrl] })
    expect(await content.get(cid)).toEqual(bytes)
  },
)

test('a server that is away is named', async () => {
  const put = putBlock('http://127.0.0.1:9', bytes)
  await expect(put).rejects.toThrow(ContentStoreUnreachableError)
})

test('a server that refuses is named, with its reason', async () => {
  const put = putBlock(await serve(403, 'not for you'), bytes)
  await expect(put).rejects.toThrow(ContentStoreRejectedError)
  await expect(put).rejects.toThrow('HTTP 403 not for you')
})

test.each(['{"Key":"bafkreib"}', 'OK', 'null'])(
  'a server that answers %s is not believed',
  async (answer) => {
    const put = putBlock(await serve(200, answer), bytes)
    await expect(put).rejects.toThrow(ContentTamperedError)
  },
)

test('an abort ends it at once, with the reason given', async () => {
  ipfs.faults.delay = 60_000
  onTestFinished(() => {
    ipfs.faults.delay = undefined
  })
  const controller = new AbortController()
  const put = putBlock(ipfs.rpcUrl, bytes, controller)
  controller.abort('enough')
  await expect(put).rejects.toBe('enough')
})

/** A server that gives every request the same answer. */
async function serve(status: number, body: string): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.writeHead(status).end(body))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
