import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { serve } from '../../test/support/test-server.js'
import { wordsOf } from '../errors/words-of.js'
import { readParts } from './multipart.js'

type Read = { name: string; mediaType: string; bytes: number }

/** A server that reads the parts of a body and tells what they were. */
function partReader() {
  return serve(async (request, response) => {
    const found: Read[] = []
    try {
      for await (const { name, mediaType, content } of readParts(request)) {
        let bytes = 0
        for await (const chunk of content) bytes += chunk.length
        found.push({ name, mediaType, bytes })
      }
      response.end(JSON.stringify(found))
    } catch (error) {
      response.end(wordsOf(error))
    }
  })
}

const post = async (body: FormData | string, headers = {}) => {
  const { url } = await partReader()
  return (await fetch(url, { method: 'POST', body, headers })).text()
}

describe('readParts', () => {
  it('reads files of any size in order, and folders', async () => {
    const form = new FormData()
    const type = 'application/x-directory'
    form.append('file', new Blob([new Uint8Array(3_000_000)]), 'a%2Fb%20c')
    form.append('file', new Blob([]), 'empty')
    form.append('file', new Blob([], { type }), 'folder')
    form.append('file', new Blob(['x']), 'a/b')
    const media = 'application/octet-stream'
    expect(JSON.parse(await post(form))).toEqual([
      { name: 'a/b c', mediaType: media, bytes: 3_000_000 },
      { name: 'empty', mediaType: media, bytes: 0 },
      { name: 'folder', mediaType: type, bytes: 0 },
      { name: 'a/b', mediaType: media, bytes: 1 },
    ])
  })

  it('takes a field for a file without a name', async () => {
    const form = new FormData()
    form.append('data', '{"a":1}')
    expect(JSON.parse(await post(form))).toMatchObject([{ name: '', bytes: 7 }])
  })

  it('reads what a client wants recorded of a file', async () => {
    let told = ''
    const { url } = await serve(async (request, response) => {
      for await (const { metadata, content } of readParts(request)) {
        told += `[${metadata}]`
        for await (const _ of content);
      }
      response.end()
    })
    const form = new FormData()
    form.append('file', new Blob(['x']), 'a')
    form.append('file-1?mode=0644&mtime=5', new Blob(['x']), 'b')
    await (await fetch(url, { method: 'POST', body: form })).text()
    expect(told).toBe('[][mode=0644&mtime=5]')
  })

  it('keeps a name that is no percent-encoding as it is', async () => {
    const form = new FormData()
    form.append('file', new Blob(['x']), '100%')
    expect(JSON.parse(await post(form))).toMatchObject([{ name: '100%' }])
  })

  it('refuses a body of another kind', async () => {
    expect(await post('text')).toBe("file argument 'path' is required")
    const boundless = { 'content-type': 'multipart/form-data' }
    expect(await post('text', boundless)).toMatch('cannot be read')
  })

  it('refuses a body that ends in the middle', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const head = '--x\r\nContent-Disposition: form-data; name="f"'
    expect(await post(`${head}; filename="f"\r\n\r\nhalf`, headers)).toMatch(
      'cannot be read',
    )
  })

  it('fails when the client leaves in the middle', async () => {
    let tell = (_: unknown) => {}
    const told = new Promise((resolve) => {
      tell = resolve
    })
    const { port } = await serve(async (request) => {
      try {
        for await (const { content } of readParts(request)) {
          for await (const _ of content);
        }
        tell('it ended')
      } catch (error) {
        tell(wordsOf(error))
      }
    })
    const socket = connect(port, '127.0.0.1')
    const head = [
      'POST / HTTP/1.1',
      'Host: x',
      'Content-Type: multipart/form-data; boundary=x',
      'Content-Length: 1000000',
      '',
      '--x',
      'Content-Disposition: form-data; name="file"; filename="f"',
      '',
      'the beginning',
    ]
    socket.write(head.join('\r\n'), () =>
      setTimeout(() => socket.destroy(), 50),
    )
    expect(await told).toMatch('cannot be read')
  })
})
