import { cidOf, InvalidArgumentError } from '@aichain/base'
import { describe, expect, it } from 'vitest'
import { deadUrl, httpServer } from '../../../../base/test/http-server.js'
import {
  ContentStoreUnreachableError,
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

  it.each([
    [
      '<!doctype html><title>Just a moment…</title>',
      'a web page ("Just a mome',
    ],
    ['', 'nothing'],
  ])('goes on after a gateway that answers %j', async (body, reason) => {
    const [page, good] = [await sending(body), await sending('hello')]
    const both = gatewayReader({ gateways: [page.url, good.url] })
    expect(await both.get(cid)).toEqual(bytes)
    const reading = gatewayReader({ gateways: [page.url] }).get(cid)
    await expect(reading).rejects.toThrow(ContentStoreUnreachableError)
    await expect(reading).rejects.toThrow(`it answered ${reason}`)
    await expect(reading).rejects.toMatchObject({
      isRetryable: true,
      attempts: [{ store: page.url, kind: 'answer', status: 200 }],
    })
  })

  it('gives a web page to whoever asks for one', async () => {
    const page = '<!doctype html>hello'
    const { url } = await sending(page)
    const content = new TextEncoder().encode(page)
    const reader = gatewayReader({ gateways: [url] })
    expect(await reader.get(cidOf(content))).toEqual(content)
  })

  it('names each gateway with its reason', async () => {
    const [page, liar] = [await sending('<html>login'), await sending('jello')]
    const gateways = [page.url, liar.url, await deadUrl()]
    const reading = gatewayReader({ gateways }).get(cid)
    await expect(reading).rejects.toThrow(ContentStoreUnreachableError)
    await expect(reading).rejects.toMatchObject({
      facts: [
        `cid: ${cid}`,
        `${page.url}: it answered a web page, not the block`,
        `${liar.url}: 5 bytes arrived that hash to another digest`,
        `${gateways[2]}: it refuses connections (ECONNREFUSED)`,
      ],
    })
  })

  it.each(['', '/', '/ipfs', '/ipfs/'])(
    'asks for the same block where the address ends in "%s"',
    async (end) => {
      const server = await sending('hello')
      const reader = gatewayReader({ gateways: [`${server.url}${end}`] })
      expect(await reader.get(cid)).toEqual(bytes)
      expect(server.asked).toEqual([`GET /ipfs/${cid}?format=raw`])
    },
  )

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
    for (const other of ['not an address', 'http://ok.example/?x=1']) {
      const gateways = ['http://ok.example', other]
      expect(() => gatewayReader({ gateways })).toThrow(InvalidArgumentError)
    }
  })
})
