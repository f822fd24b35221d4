import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const { resolve } = createRequire(import.meta.url)
const here = (name) => fileURLToPath(new URL(name, import.meta.url))

/**
 * Nothing but this server and what was loaded from it. Every refusal is
 * reported, so that a page which reaches out is seen and not only stopped.
 */
const POLICY = [
  "default-src 'none'",
  // Browsers ask for a site's icon by themselves.
  "img-src 'self'",
  "connect-src 'self' data: blob:",
  "script-src 'self' blob: 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  'report-uri /refused',
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  // Together they allow shared memory, which threads need.
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
}

/**
 * What the page asks for last, to be refused. Its report shows that the policy
 * is enforced, and that whatever was refused earlier has been reported, too.
 */
const DELIBERATE = 'https://cdn.example/reached'

const TYPES = {
  '/': 'text/html',
  js: 'text/javascript',
  mjs: 'text/javascript',
  wasm: 'application/wasm',
}

/** Serves a task to a browser and collects what the page reports. */
export async function browserSite(task, run) {
  const files = await siteFiles(run)
  const inbox = createInbox()
  let isRefused = false
  let isDone = false

  const server = createServer(async (request, response) => {
    const reports = { '/line': inbox.push, '/end': end, '/refused': refuse }
    const report = reports[request.url]
    if (request.method === 'POST' && report) {
      const body = await readBody(request)
      // Answered first: the page may go once its last word is taken.
      response.writeHead(204).end(() => report(JSON.parse(body)))
      return
    }
    await serve(request.url, response)
  })

  async function serve(url, response) {
    const content = url.startsWith('/task/')
      ? await readFile(join(task, url.slice('/task/'.length))).catch(() => {})
      : files.get(url)
    const type = TYPES[url] ?? TYPES[url.split('.').at(-1)]
    if (type) response.setHeader('content-type', type)
    response.writeHead(content ? 200 : 404, HEADERS).end(content)
  }

  function refuse(report) {
    const uri = report['csp-report']?.['blocked-uri'] ?? 'something'
    if (uri !== DELIBERATE) {
      inbox.fail(new TypeError(`the page reached for ${uri}`))
    } else {
      isRefused = true
      settle()
    }
  }

  function end({ error }) {
    if (error) return inbox.fail(new TypeError(error))
    isDone = true
    settle()
  }

  function settle() {
    if (isDone && isRefused) inbox.end()
  }

  await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    lines: inbox.lines,
    fail: inbox.fail,
    close: () =>
      new Promise((closed) => {
        server.close(closed)
        server.closeAllConnections()
      }),
  }
}

/** What is pushed comes out of `lines`, in order, until the end. */
function createInbox() {
  const queue = []
  let wake = () => {}
  let outcome
  const settle = (result) => {
    outcome ??= result
    wake()
  }
  return {
    push: (line) => {
      queue.push(line)
      wake()
    },
    end: () => settle({}),
    fail: (error) => settle({ error }),
    lines: async function* lines() {
      while (true) {
        while (queue.length > 0) yield queue.shift()
        if (outcome?.error) throw outcome.error
        if (outcome) return
        await new Promise((resolve) => {
          wake = resolve
        })
      }
    },
  }
}

async function siteFiles(run) {
  const esbuild = await import('esbuild')
  const ort = 'onnxruntime-web/ort-wasm-simd-threaded'
  return new Map([
    ['/', '<!doctype html><script type="module" src="/page.js"></script>'],
    ['/page.js', await bundle(esbuild, here('browser-page.mjs'))],
    ...(await workerFiles(esbuild)),
    ['/run.json', JSON.stringify(run)],
    ['/ort/runtime.wasm', await readFile(resolve(`${ort}.wasm`))],
    ['/ort/runtime.mjs', await readFile(resolve(`${ort}.mjs`))],
  ])
}

/** Each engine's workers, beside the page, where the bundled engine looks for it. */
async function workerFiles(esbuild) {
  const names = await readdir(here('../../dist/'))
  const workers = names.filter((name) => /-(worker|thread)\.js$/.test(name))
  return await Promise.all(
    workers.map(async (name) => {
      return [`/${name}`, await bundle(esbuild, here(`../../dist/${name}`))]
    }),
  )
}

async function bundle(esbuild, entry) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    logLevel: 'error',
  })
  return outputFiles[0].contents
}

async function readBody(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
