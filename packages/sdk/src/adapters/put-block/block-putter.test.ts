import {
  cidOf,
  InvalidArgumentError,
  OperationTimeoutError,
} from '@aichain/base'
import { startIpfsServer } from '@aichain/ipfs-server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { deadUrl, httpServer } from '../../../../base/test/http-server.js'
import {
  ContentStoreRejectedError,
  ContentStoreUnreachableError,
  ContentTamperedError,
  ContentTooLargeError,
} from '../../errors/content.js'
import { gatewayReader } from '../gateway/gateway-reader.js'
import { blockPutter } from './block-putter.js'

const text = (value: string) => new TextEncoder().encode(value)
const hello = text('hello')
const cid = cidOf(hello)

/** A server that answers every request with this, once it has heard it out. */
const answering = (body: string, status = 200) =>
  httpServer((request, response) => {
    request.resume().once('end', () => response.writeHead(status).end(body))
  })

async function ipfsServer() {
  const ipfs = await startIpfsServer()
  onTestFinished(() => ipfs.stop())
  return ipfs
}

describe('blockPutter', () => {
  it.each(['', '/'])(
    'stores a block that can be read by its CID (address with "%s")',
    async (end) => {
      const ipfs = await ipfsServer()
      const progress: unknown[] = []
      const { put } = blockPutter({ url: `${ipfs.rpcUrl}${end}` })
      const onProgress = (event: unknown) => progress.push(event)
      expect(await put(hello, { onProgress })).toBe(cid)
      const reader = gatewayReader({ gateways: [ipfs.gatewayUrl] })
      expect(await reader.get(cid)).toEqual(hello)
      expect(progress).toEqual([{ type: 'transfer', bytes: 5, total: 5 }])
    },
  )

  it('posts one raw block, with credentials and headers', async () => {
    const server = await answering(JSON.stringify({ Key: cid, Size: 5 }))
    const url = server.url.replace('//', '//me:secret@')
    const headers = { 'x-key': 'other' }
    expect(await blockPutter({ url, headers }).put(hello)).toBe(cid)
    expect(server.asked).toEqual([
      'POST /api/v0/block/put?cid-codec=raw&mhtype=sha2-256&pin=true',
    ])
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: `Basic ${btoa('me:secret')}`,
      'x-key': 'other',
      'content-type': expect.stringMatching(/^multipart\/form-data; boundary=/),
    })
  })

  it.each([
    ['Key', { Key: cid }],
    ['Hash', { Name: 'file', Hash: cid, Size: '5' }],
    ['cid', { cid, ok: true }],
    ['IpfsHash', { IpfsHash: cid }],
  ])('reads the CID of services that name it %s', async (_, answer) => {
    const server = await answering(JSON.stringify(answer))
    const path = '/pin?x=1'
    expect(await blockPutter({ url: server.url, path }).put(hello)).toBe(cid)
    expect(server.asked).toEqual(['POST /pin?x=1'])
  })

  it('takes Kubo’s `add` as well', async () => {
    const ipfs = await ipfsServer()
    const path = '/api/v0/add?cid-version=1&raw-leaves=true'
    const { put } = blockPutter({ url: ipfs.rpcUrl, path })
    expect(await put(hello)).toBe(cid)
  })

  it('uses the fetch that it is given', async () => {
    const { put } = blockPutter({
      url: 'https://rpc.example',
      fetch: async () => Response.json({ Key: cid }),
    })
    expect(await put(hello)).toBe(cid)
  })

  it('does not believe another CID', async () => {
    const { url } = await answering(JSON.stringify({ Key: cidOf(text('x')) }))
    const putting = blockPutter({ url }).put(hello)
    await expect(putting).rejects.toThrow(ContentTamperedError)
    await expect(putting).rejects.toThrow(url)
  })

  it.each(['OK', 'null', '{}', '', '<html>login</html>', '{"Key":7'])(
    'takes %j for no answer of such a server',
    async (answer) => {
      const { url } = await answering(answer)
      const putting = blockPutter({ url }).put(hello)
      await expect(putting).rejects.toThrow(ContentStoreUnreachableError)
      await expect(putting).rejects.toThrow('it answered')
    },
  )

  it.each([
    [400, 'request'],
    [401, 'credentials'],
    [403, 'credentials'],
    [404, 'path'],
    [405, 'path'],
    [413, 'size'],
    [500, 'server'],
  ])('gives the reason of a refusal (%i)', async (status, kind) => {
    const { url } = await answering('not for you', status)
    const putting = blockPutter({ url }).put(hello)
    await expect(putting).rejects.toThrow(ContentStoreRejectedError)
    await expect(putting).rejects.toThrow(`(HTTP ${status}): "not for you"`)
    await expect(putting).rejects.toMatchObject({ store: url, kind, status })
  })

  it.each([429, 502, 503, 504])(
    'takes %i for what may pass',
    async (status) => {
      const { url } = await answering('', status)
      const putting = blockPutter({ url }).put(hello)
      await expect(putting).rejects.toThrow(ContentStoreUnreachableError)
      await expect(putting).rejects.toMatchObject({ attempts: [{ status }] })
    },
  )

  it('names a server that is away, without the password', async () => {
    const url = (await deadUrl()).replace('//', '//me:secret@')
    const putting = blockPutter({ url }).put(hello)
    await expect(putting).rejects.toThrow(ContentStoreUnreachableError)
    await expect(putting).rejects.toThrow('it refuses connections')
    await expect(putting).rejects.not.toThrow('secret')
  })

  it('sends nothing that is too large', async () => {
    const server = await answering('')
    const { put } = blockPutter({ url: server.url })
    const putting = put(new Uint8Array(1_048_577))
    await expect(putting).rejects.toThrow(ContentTooLargeError)
    expect(server.asked).toEqual([])
  })

  it('lets go of the connection on abort and on timeout', async () => {
    const server = await httpServer(() => {})
    const { put } = blockPutter({ url: server.url })
    const timed = put(hello, { timeout: 50 })
    await expect(timed).rejects.toThrow(OperationTimeoutError)
    const controller = new AbortController()
    const aborted = put(hello, { signal: controller.signal })
    await expect.poll(() => server.asked.length).toBe(2)
    controller.abort('enough')
    await expect(aborted).rejects.toBe('enough')
    await expect.poll(server.open).toBe(0)
  })

  it('refuses an address that is none', () => {
    expect(() => blockPutter({ url: 'rpc.example' })).toThrow(
      InvalidArgumentError,
    )
  })
})
