import { describe, expect, it } from 'vitest'
import { serve } from '../../test/support/test-server.js'
import { type Reply, sendReply } from './reply.js'

const serveReply = (reply: Reply) =>
  serve(async (_, response) => {
    await sendReply(response, reply).catch((error) => {
      if (response.headersSent) throw error
      response.statusCode = 500
      response.end(`${error}`)
    })
  })

async function* failingAfter<T>(...items: T[]) {
  yield* items
  throw new Error('lost')
}

describe('sendReply', () => {
  it('sends one value', async () => {
    const { url } = await serveReply({ type: 'json', value: { a: 1 } })
    const response = await fetch(url)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.text()).toBe('{"a":1}\n')
  })

  it('sends values on lines', async () => {
    const values = (async function* () {
      yield { a: 1 }
      yield { b: 2 }
    })()
    const response = await fetch(
      (await serveReply({ type: 'lines', values })).url,
    )
    expect(response.headers.get('x-chunked-output')).toBe('1')
    expect(await response.text()).toBe('{"a":1}\n{"b":2}\n')
  })

  it('sends bytes with their length', async () => {
    const chunks = (async function* () {
      yield Uint8Array.of(1, 2)
    })()
    const mediaType = 'application/vnd.ipld.raw'
    const reply = { type: 'bytes', mediaType, length: 2, chunks } as const
    const response = await fetch((await serveReply(reply)).url)
    expect(response.headers.get('x-content-length')).toBe('2')
    expect(response.headers.get('content-type')).toBe(mediaType)
    expect((await response.arrayBuffer()).byteLength).toBe(2)
  })

  it('leaves the answer open to an error before the first byte', async () => {
    const values = failingAfter()
    const response = await fetch(
      (await serveReply({ type: 'lines', values })).url,
    )
    expect(response.status).toBe(500)
  })

  it('never ends half an answer as if it were whole', async () => {
    const values = failingAfter({ a: 1 })
    const response = await fetch(
      (await serveReply({ type: 'lines', values })).url,
    )
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow('terminated')
  })

  it('stops the source when the client leaves', async () => {
    let stopped = () => {}
    const whenStopped = new Promise<void>((resolve) => {
      stopped = resolve
    })
    const chunks = (async function* () {
      try {
        while (true) {
          yield new Uint8Array(65_536)
          await new Promise((resolve) => setImmediate(resolve))
        }
      } finally {
        stopped()
      }
    })()
    const reply = { type: 'bytes', mediaType: 'text/plain', chunks } as const
    const { body } = await fetch((await serveReply(reply)).url)
    await body?.cancel()
    await whenStopped
  })
})
