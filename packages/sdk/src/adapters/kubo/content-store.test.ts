import {
  cidOf,
  InvalidArgumentError,
  OperationTimeoutError,
} from '@aichain/base'
import { create } from 'kubo-rpc-client'
import { describe, expect, it } from 'vitest'
import { certificateFor } from '../../../../base/test/certificate.js'
import { deadUrl, httpServer } from '../../../../base/test/http-server.js'
import { tlsServer } from '../../../../base/test/tls-server.js'
import {
  ContentStoreRejectedError,
  ContentStoreUnreachableError,
  ContentTamperedError,
  ContentTooLargeError,
} from '../../errors/content.js'
import { kuboContentStore } from './content-store.js'

const text = (value: string) => new TextEncoder().encode(value)
const hello = cidOf(text('hello'))
const folder = 'bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354'

/** A Kubo that answers every command with this. */
const answering = (body: string, status = 200) =>
  httpServer((request, response) => {
    request.resume()
    request.on('end', () => {
      response.statusCode = status
      response.setHeader('content-type', 'application/json')
      response.end(body)
    })
  })

describe('kuboContentStore', () => {
  it('puts one raw block, pinned, and checks the answer', async () => {
    const server = await answering(JSON.stringify({ Key: hello, Size: 5 }))
    const store = kuboContentStore({ url: server.url })
    expect(await store.put(text('hello'))).toBe(hello)
    const query = 'cid-codec=raw&mhtype=sha2-256&pin=true'
    expect(server.asked).toEqual([`POST /api/v0/block/put?${query}`])
    const putting = store.put(text('jello'))
    await expect(putting).rejects.toThrow(ContentTamperedError)
    await expect(putting).rejects.toThrow(`it answered ${hello}`)
  })

  it('puts with the user’s own client as well', async () => {
    const server = await answering(JSON.stringify({ Key: hello, Size: 5 }))
    const store = kuboContentStore({ client: create({ url: server.url }) })
    expect(await store.put(text('hello'))).toBe(hello)
    const query = 'format=raw&mhtype=sha2-256&pin=true'
    expect(server.asked).toEqual([`POST /api/v0/block/put?${query}`])
    const putting = store.put(text('jello'))
    await expect(putting).rejects.toThrow(ContentTamperedError)
    await expect(store.put(new Uint8Array(1_048_577))).rejects.toThrow(
      ContentTooLargeError,
    )
  })

  it('names a web page, and missing credentials, in its place', async () => {
    const page = await answering('<html>login</html>')
    const locked = await answering('{"error":"project ID is required"}', 401)
    const calls = (url: string) => {
      const store = kuboContentStore({ url })
      const files = [{ path: 'a', content: text('a') }]
      const options = { client: create({ url }) }
      return [
        store.put(text('hello')),
        kuboContentStore(options).put(text('hello')),
        store.get(hello),
        store.pin(hello),
        store.putFolder(files),
      ]
    }
    for (const result of await Promise.allSettled(calls(page.url))) {
      const { reason } = result as PromiseRejectedResult
      expect(reason).toBeInstanceOf(ContentStoreUnreachableError)
      expect(reason.message).toContain('it answered a web page')
    }
    for (const result of await Promise.allSettled(calls(locked.url))) {
      const { reason } = result as PromiseRejectedResult
      expect(reason).toBeInstanceOf(ContentStoreRejectedError)
      expect(reason.message).toContain('it asks for credentials (HTTP 401)')
      expect(reason.remedy).toContain('Check the credentials')
    }
  })

  it('names a certificate that is not trusted', async () => {
    const url = await tlsServer(certificateFor('127.0.0.1'))
    const store = kuboContentStore({ url })
    const calls = [store.put(text('hello')), store.get(hello)]
    for (const result of await Promise.allSettled(calls)) {
      const { reason } = result as PromiseRejectedResult
      expect(reason).toBeInstanceOf(ContentStoreUnreachableError)
      expect(reason.message).toContain('its certificate is signed by itself')
    }
  })

  it('sends nothing of a document that is too large', async () => {
    const server = await answering('{}')
    const store = kuboContentStore({ url: server.url })
    await expect(store.put(new Uint8Array(1_048_577))).rejects.toThrow(
      ContentTooLargeError,
    )
    expect(server.asked).toEqual([])
  })

  it('sends credentials in a header, and never shows them', async () => {
    const server = await answering('{"Message":"no","Code":0}', 500)
    const url = server.url.replace('//', '//me:secret@')
    const putting = kuboContentStore({ url }).put(text('hello'))
    const error = await putting.catch((error) => error)
    expect(error).toBeInstanceOf(ContentStoreRejectedError)
    expect(error.message).toContain(server.url)
    expect(error.message).not.toContain('secret')
    expect(server.requests[0]?.headers.authorization).toBe(
      `Basic ${btoa('me:secret')}`,
    )
  })

  it('passes the reason of a refusal on', async () => {
    const message = 'no space left on device'
    const server = await answering(JSON.stringify({ Message: message }), 500)
    const putting = kuboContentStore({ url: server.url }).put(text('hello'))
    await expect(putting).rejects.toThrow(ContentStoreRejectedError)
    await expect(putting).rejects.toThrow(message)
  })

  it('names a node that is not there', async () => {
    const store = kuboContentStore({ url: await deadUrl() })
    const calls = [
      store.put(text('hello')),
      store.get(hello),
      store.pin(hello),
      store.putFolder([{ path: 'a', content: text('a') }]),
    ]
    for (const result of await Promise.allSettled(calls)) {
      const { reason } = result as PromiseRejectedResult
      expect(reason).toBeInstanceOf(ContentStoreUnreachableError)
    }
  })

  it('reads with the user’s own client', async () => {
    const server = await answering('hello')
    const headers = { authorization: 'Bearer token' }
    const client = create({ url: server.url, headers })
    expect(await kuboContentStore({ client }).get(hello)).toEqual(text('hello'))
    expect(server.requests[0]?.headers.authorization).toBe('Bearer token')
  })

  it.each([
    ['raw', hello, ContentTooLargeError],
    ['dag-pb', folder, ContentTamperedError],
  ] as const)(
    'takes no more of an endless answer than a %s block may have',
    async (_, cid, error) => {
      const server = await httpServer((_, response) => {
        const chunk = Buffer.alloc(65_536, 1)
        const send = () => {
          while (!response.destroyed && response.write(chunk));
          if (!response.destroyed) response.once('drain', send)
        }
        send()
      })
      const store = kuboContentStore({ url: server.url })
      const reading = (async () => {
        for await (const _ of store.cat(cid));
      })()
      await expect(reading).rejects.toThrow(error)
      await expect.poll(server.open).toBe(0)
    },
  )

  it('lets go of the connection on abort and on timeout', async () => {
    const server = await httpServer(() => {})
    const store = kuboContentStore({ url: server.url })
    const timed = store.get(hello, { timeout: 50 })
    await expect(timed).rejects.toThrow(OperationTimeoutError)
    const controller = new AbortController()
    const { signal } = controller
    const calls = [
      store.get(hello, { signal }),
      store.put(text('hello'), { signal }),
      store.pin(hello, { signal }),
      store.putFolder([{ path: 'a', content: text('a') }], { signal }),
    ]
    const results = Promise.allSettled(calls)
    await expect.poll(() => server.asked.length).toBe(5)
    controller.abort('enough')
    for (const result of await results) {
      expect(result).toEqual({ status: 'rejected', reason: 'enough' })
    }
    await expect.poll(server.open).toBe(0)
  })

  it('lets go of the connection when a read is aborted in the middle', async () => {
    const server = await httpServer((_, response) => response.write('hel'))
    const store = kuboContentStore({ url: server.url })
    const controller = new AbortController()
    const { signal } = controller
    const reading = store.get(hello, { signal })
    await expect.poll(server.open).toBe(1)
    controller.abort('enough')
    await expect(reading).rejects.toBe('enough')
    await expect.poll(server.open).toBe(0)
  })

  it('refuses an address that is none', () => {
    expect(() => kuboContentStore({ url: '/ip4/127.0.0.1/tcp/5001' })).toThrow(
      InvalidArgumentError,
    )
  })
})
