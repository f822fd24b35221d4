import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PortBusyError } from '@aichain/ipfs-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PageServer, servePage } from './page-server.js'

let folder: string
let server: PageServer
let network: { model: string } | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aichain-page-'))
  const site = join(folder, 'site')
  await mkdir(join(site, 'assets'), { recursive: true })
  await writeFile(join(site, 'index.html'), '<h1>hello</h1>')
  await writeFile(join(site, 'assets/app.js'), 'export {}')
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await symlink(join(folder, 'secret.txt'), join(site, 'link.txt'))
  server = await servePage({ folder: site, port: 0, network: () => network })
})

afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

/** Sends the path as it is: `fetch` would tidy it up first. */
function raw(path: string, method = 'GET') {
  return new Promise<{ status: number; type: string; body: string }>(
    (resolve, reject) => {
      const { hostname, port } = new URL(server.url)
      const call = request({ hostname, port, path, method }, async (answer) => {
        let body = ''
        for await (const chunk of answer) body += chunk
        const type = answer.headers['content-type'] ?? ''
        resolve({ status: answer.statusCode ?? 0, type, body })
      })
      call.on('error', reject)
      call.end()
    },
  )
}

test('the root is the page', async () => {
  expect(await raw('/')).toEqual({
    status: 200,
    type: 'text/html; charset=utf-8',
    body: '<h1>hello</h1>',
  })
})

test('scripts come as scripts, and HEAD without a body', async () => {
  expect((await raw('/assets/app.js')).type).toMatch('text/javascript')
  expect(await raw('/assets/app.js', 'HEAD')).toMatchObject({
    status: 200,
    body: '',
  })
})

test('/devnet.json tells the network as soon as there is one', async () => {
  expect((await raw('/devnet.json')).status).toBe(503)
  network = { model: 'b' }
  expect(JSON.parse((await raw('/devnet.json')).body)).toEqual({ model: 'b' })
})

test.each([
  '/nothing',
  '/assets',
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/link.txt',
  '/%',
  '/%00',
  '//[',
  'http://[/',
])('%s is not found', async (path) => {
  const { status, body } = await raw(path)
  expect([status, body]).toEqual([404, 'There is no such page.\n'])
})

test('nothing but reading is allowed', async () => {
  expect((await raw('/', 'POST')).status).toBe(405)
})

test('a busy port is named', async () => {
  const port = Number(new URL(server.url).port)
  const second = servePage({
    folder: join(folder, 'site'),
    port,
    network: () => undefined,
  })
  await expect(second).rejects.toThrow(PortBusyError)
})

test('stopping closes open connections', async () => {
  const other = await servePage({
    folder: join(folder, 'site'),
    port: 0,
    network: () => undefined,
  })
  const held = await fetch(other.url)
  await other.stop()
  await held.text()
  await expect(fetch(other.url)).rejects.toThrow()
})
