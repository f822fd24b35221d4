import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { browserSite } from './browser-site.js'

const DELIBERATE = 'https://cdn.example/reached'

let task: string
let site: Awaited<ReturnType<typeof browserSite>>
beforeEach(async () => {
  task = await mkdtemp(join(tmpdir(), 'aichain-site-'))
  await writeFile(join(task, 'task.json'), '[]')
  site = await browserSite(task, { quick: true })
})
afterEach(async () => {
  await site.close()
  await rm(task, { recursive: true })
})

const get = (path: string) => fetch(new URL(path, site.url))
const post = (path: string, value: object) =>
  fetch(new URL(path, site.url), {
    method: 'POST',
    body: JSON.stringify(value),
  })
const refuse = (uri: string) =>
  post('/refused', { 'csp-report': { 'blocked-uri': uri } })

async function lines() {
  const all: unknown[] = []
  for await (const line of site.lines()) all.push(line)
  return all
}

test('serves the page, the task and what to run, under a policy that allows no other site', async () => {
  for (const path of ['/', '/page.js', '/onnx-worker.js']) {
    const response = await get(path)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(response.status).toBe(200)
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/https?:|\*|'unsafe-/)
  }
  expect(await (await get('/task/task.json')).json()).toEqual([])
  expect(await (await get('/run.json')).json()).toEqual({ quick: true })
  expect((await get('/task/nothing.json')).status).toBe(404)
})

test('gives the lines in order, and ends after the last request was refused', async () => {
  const all = lines()
  await post('/line', { platform: 'a browser' })
  await post('/line', { prompt: 'hello' })
  await refuse(DELIBERATE)
  await post('/end', {})
  expect(await all).toEqual([{ platform: 'a browser' }, { prompt: 'hello' }])
})

test('the report of the refusal may come last', async () => {
  const all = lines()
  await post('/end', {})
  await refuse(DELIBERATE)
  expect(await all).toEqual([])
})

test('does not end while no refusal has been reported', async () => {
  const all = lines()
  await post('/end', {})
  site.fail(new TypeError('still waiting'))
  await expect(all).rejects.toThrow('still waiting')
})

test('a page that reached for another site fails', async () => {
  const all = expect(lines()).rejects.toThrow('reached for https://cdn.test/a')
  await refuse('https://cdn.test/a')
  await refuse(DELIBERATE)
  await post('/end', {})
  await all
})

test('what the page throws is thrown here', async () => {
  const all = expect(lines()).rejects.toThrow('no engine')
  await post('/end', { error: 'no engine' })
  await all
})
