import { cidOf, InvalidArgumentError } from '@aichain/base'
import { describe, expect, it } from 'vitest'
import { deadUrl, httpServer } from '../../../../base/test/http-server.js'
import {
  ContentTamperedError,
  ContentTooLargeError,
} from '../../errors/content.js'
import { gatewayReader } from './gateway-reader.js'

const bytes = new TextEncoder().encode('hello')
const cid = cidOf(bytes)

const sending = (body: string) =>
  httpServer((_, response) => response.end(body))

describe('gatewayReader', () => {
  it('reads what the second gateway has', async () => {
    const good = await sending('hello')
    const liar = await sending('jello')
    const gateways = [await deadUrl(), liar.url, good.url]
    const reader = gatewayReader({ gateways })
    expect(await reader.get(cid)).toEqual(bytes)
    const chunks: Uint8Array[] = []
    for await (const chunk of reader.cat(cid)) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe('hello')
  })

  it('names the gateway that lied', async () => {
    const { url } = await sending('jello')
    const reading = gatewayReader({ gateways: [url] }).get(cid)
    await expect(reading).rejects.toThrow(ContentTamperedError)
    await expect(reading).rejects.toThrow(url)
  })

  it('takes no more of an endless answer than a document may have', async () => {
    const server = await httpServer((_, response) => {
      const chunk = Buffer.alloc(65_536)
      const send = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', send)
      }
      send()
    })
    const reading = gatewayReader({ gateways: [server.url] }).get(cid)
    await expect(reading).rejects.toThrow(ContentTooLargeError)
    await expect.poll(server.open).toBe(0)
  })

  it('goes on after the time that one gateway has', async () => {
    const mute = await httpServer(() => {})
    const good = await sending('hello')
    const gateways = [mute.url, good.url]
    const reader = gatewayReader({ gateways, gatewayTimeout: 1000 })
    expect(await reader.get(cid)).toEqual(bytes)
    await expect.poll(mute.open).toBe(0)
  })

  it('uses the fetch that it is given', async () => {
    const asked: string[] = []
    const reader = gatewayReader({
      gateways: ['https://ipfs.example'],
      fetch: async (url) => {
        asked.push(url)
        return new Response('hello')
      },
    })
    expect(await reader.get(cid)).toEqual(bytes)
    expect(asked).toEqual([`https://ipfs.example/ipfs/${cid}?format=raw`])
  })

  it('refuses addresses that are none', () => {
    expect(() => gatewayReader({ gateways: [] })).toThrow(InvalidArgumentError)
    const gateways = ['http://ok.example', 'not an address']
    expect(() => gatewayReader({ gateways })).toThrow(InvalidArgumentError)
  })
})
