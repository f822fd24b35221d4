import { cidOf } from '@aichain/base'
import { describe, expect, it } from 'vitest'
import { certificateFor } from '../../../../base/test/certificate.js'
import { deadUrl, httpServer } from '../../../../base/test/http-server.js'
import { tlsServer } from '../../../../base/test/tls-server.js'
import {
  ContentNotFoundError,
  ContentStoreUnreachableError,
} from '../../errors/content.js'
import { gatewayAddress } from './gateway-address.js'
import { gatewayBlocks } from './stream-block.js'

const cid = cidOf(new TextEncoder().encode('hello'))

async function read(address: string, signal = new AbortController().signal) {
  const stream = gatewayBlocks(gatewayAddress(address), fetch)
  const chunks: Uint8Array[] = []
  for await (const chunk of stream(cid, { signal, maximum: 10 })) {
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

const answering = (status: number) =>
  httpServer((_, response) => {
    response.statusCode = status
    response.end('a reason')
  })

describe('gatewayBlocks', () => {
  it('asks for the raw block, with credentials in a header', async () => {
    const server = await httpServer((_, response) => response.end('hello'))
    const address = server.url.replace('//', '//me:secret@')
    expect(await read(`${address}/base/`)).toBe('hello')
    expect(server.asked).toEqual([`GET /base/ipfs/${cid}?format=raw`])
    expect(server.requests[0]?.headers).toMatchObject({
      accept: 'application/vnd.ipld.raw',
      authorization: `Basic ${btoa('me:secret')}`,
    })
  })

  it.each([404, 410])('takes %i for "not found"', async (status) => {
    const { url } = await answering(status)
    await expect(read(url)).rejects.toThrow(ContentNotFoundError)
    await expect(read(url)).rejects.toThrow(url)
  })

  it.each([
    [400, 'request'],
    [401, 'credentials'],
    [403, 'credentials'],
    [429, 'rate'],
    [500, 'server'],
    [502, 'server'],
    [504, 'server'],
  ])('takes %i for a gateway that is of no use now', async (status, kind) => {
    const { url } = await answering(status)
    const reading = read(url)
    await expect(reading).rejects.toThrow(ContentStoreUnreachableError)
    await expect(reading).rejects.toThrow(`HTTP ${status}`)
    await expect(reading).rejects.toMatchObject({
      attempts: [{ store: url, kind, status }],
    })
  })

  it('says how long a gateway asks to wait, and waits for nothing', async () => {
    const { url } = await httpServer((_, response) => {
      response.writeHead(429, { 'retry-after': '3600' }).end()
    })
    const reading = read(url)
    await expect(reading).rejects.toThrow('asks to wait 3600 s')
    await expect(reading).rejects.toMatchObject({
      attempts: [{ retryAfter: 3_600_000 }],
    })
  })

  it('names a certificate that is not trusted', async () => {
    const reading = read(await tlsServer(certificateFor('127.0.0.1')))
    await expect(reading).rejects.toThrow('its certificate is signed by itself')
    await expect(reading).rejects.toThrow('NODE_EXTRA_CA_CERTS')
  })

  it('names an address where nobody listens, without the password', async () => {
    const address = (await deadUrl()).replace('//', '//me:secret@')
    const reading = read(address)
    await expect(reading).rejects.toThrow(ContentStoreUnreachableError)
    await expect(reading).rejects.toThrow('ECONNREFUSED')
    await expect(reading).rejects.not.toThrow('secret')
  })

  it('notices a gateway that stops in the middle', async () => {
    const { url } = await httpServer((_, response) => {
      response.setHeader('content-length', '5')
      response.write('hel', () => response.destroy())
    })
    await expect(read(url)).rejects.toThrow(ContentStoreUnreachableError)
  })

  it('lets go of the connection when it is aborted', async () => {
    const controller = new AbortController()
    const server = await httpServer((_, response) => {
      response.write('hel', () => controller.abort('enough'))
    })
    await expect(read(server.url, controller.signal)).rejects.toBe('enough')
    await expect.poll(server.open).toBe(0)
  })

  it('lets go of the connection when its reader leaves', async () => {
    const server = await httpServer((_, response) => response.write('hel'))
    const stream = gatewayBlocks(gatewayAddress(server.url), fetch)
    const { signal } = new AbortController()
    for await (const _ of stream(cid, { signal, maximum: 10 })) break
    await expect.poll(server.open).toBe(0)
  })
})
