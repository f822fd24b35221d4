import { create } from 'kubo-rpc-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { type IpfsServer, startIpfsServer } from '../src/index.js'

const text = (value: string) => new TextEncoder().encode(value)
const missing = 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yaa'
const page = '<script>document.title = "owned"</script>'

let server: IpfsServer
let root: string
let document: string

beforeAll(async () => {
  server = await startIpfsServer()
  const client = create({ url: server.rpcUrl })
  const files = [
    { path: 'site/<b>&.txt', content: text('odd') },
    { path: 'site/page', content: text(page) },
  ]
  for await (const { cid } of client.addAll(files, { cidVersion: 1 })) {
    root = cid.toString()
  }
  document = `${await client.block.put(text('{"answer":42}'))}`
  return server.stop
})

const get = (path: string, init: RequestInit = {}) =>
  fetch(`${server.gatewayUrl}${path}`, init)

describe('the gateway', () => {
  // The same questions are held against a real Kubo in ./kubo.
  it('shows a document in a browser', async () => {
    const response = await get(`/ipfs/${document}`)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.json()).toEqual({ answer: 42 })
  })

  it('gives a block to those who check it', async () => {
    const accept = 'application/vnd.ipld.raw'
    const response = await get(`/ipfs/${document}`, { headers: { accept } })
    expect(response.headers.get('content-type')).toBe(accept)
    expect(response.headers.get('etag')).toBe(`"${document}.raw"`)
  })

  it('runs nothing that somebody put there', async () => {
    const listing = await get(`/ipfs/${root}/`)
    expect(listing.headers.get('content-security-policy')).toContain("'none'")
    const html = await listing.text()
    expect(html).not.toContain('<b>')
    expect(html).toContain('&#60;b&#62;&#38;.txt')
    const named = await get(`/ipfs/${root}/page`)
    expect(named.headers.get('content-type')).toMatch('text/plain')
  })

  it('says clearly what is wrong', async () => {
    const cases = [
      [`/ipfs/${missing}`, 404, 'could not find'],
      [`/ipfs/${root}/nope`, 404, 'no link named "nope"'],
      ['/ipfs/notacid', 400, 'invalid path'],
      ['/ipfs/%zz', 400, 'invalid path'],
      [`/ipfs/${document}?format=tar`, 406, 'not supported'],
      [`/ipfs/${root}?format=car`, 406, 'not supported'],
      ['/', 404, 'not found'],
    ] as const
    for (const [path, status, message] of cases) {
      const response = await get(path)
      expect([path, response.status]).toEqual([path, status])
      expect(await response.text()).toContain(message)
    }
  })
})
