import { readdir, readFile } from 'node:fs/promises'
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Run } from '../rows/run-task.js'
import type { Line } from './run-row.js'

const { resolve } = createRequire(import.meta.url)
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

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

const TYPES: Readonly<Record<string, string>> = {
  '/': 'text/html',
  js: 'text/javascript',
  mjs: 'text/javascript',
  wasm: 'application/wasm',
}

/** A server for one browser. */
export type BrowserSite = {
  readonly url: string
  /** What the page reports, to its end. */
  readonly lines: () => AsyncGenerator<Line, void, undefined>
  readonly fail: (error: unknown) => void
  readonly close: () => Promise<void>
}

/** A report of the browser's policy. */
type Refusal = { readonly 'csp-report'?: { readonly 'blocked-uri'?: string } }

/** Serves a task to a browser and collects what the page reports. */
export async function browserSite(
  task: string,
  run: Run,
): Promise<BrowserSite> {
  const files = await siteFiles(run)
  const inbox = createInbox()
  let isRefused = false
  let isDone = false

  const reports: Readonly<Record<string, (value: never) => void>> = {
    '/line': inbox.push,
    '/end': end,
    '/refused': refuse,
  }

  const server = createServer(async (request, response) => {
    const url = request.url ?? ''
    const report = reports[url]
    if (request.method === 'POST' && report) {
      const body = await readBody(request)
      // Answered first: the page may go once its last word is taken.
      response.writeHead(204).end(() => report(JSON.parse(body) as never))
      return
    }
    await serve(url, response)
  })

  async function serve(url: string, response: ServerResponse) {
    const content = url.startsWith('/task/')
      ? await readFile(join(task, url.slice('/task/'.length))).catch(() => {})
      : files.get(url)
    const type = TYPES[url] ?? TYPES[url.split('.').at(-1) ?? '']
    if (type) response.setHeader('content-type', type)
    response.writeHead(content ? 200 : 404, HEADERS).end(content)
  }

  function refuse(report: Refusal) {
    const uri = report['csp-report']?.['blocked-uri'] ?? 'something'
    if (uri !== DELIBERATE) {
      inbox.fail(new TypeError(`the page reached for ${uri}`))
    } else {
      isRefused = true
      settle()
    }
  }

  function end({ error }: { readonly error?: string }) {
    if (error !== undefined) {
      inbox.fail(new TypeError(error))
      return
    }
    isDone = true
    settle()
  }

  function settle() {
    if (isDone && isRefused) inbox.end()
  }

  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    lines: inbox.lines,
    fail: inbox.fail,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

/** What is pushed comes out of `lines`, in order, until the end. */
function createInbox() {
  const queue: Line[] = []
  let wake = () => {}
  let outcome: { readonly error?: unknown } | undefined
  const settle = (result: { readonly error?: unknown }) => {
    outcome ??= result
    wake()
  }
  return {
    push: (line: Line) => {
      queue.push(line)
      wake()
    },
    end: () => settle({}),
    fail: (error: unknown) => settle({ error }),
    lines: async function* lines(): AsyncGenerator<Line, void, undefined> {
      while (true) {
        while (queue.length > 0) yield queue.shift() as Line
        if (outcome?.error) throw outcome.error
        if (outcome) return
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}

async function siteFiles(
  run: Run,
): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const ort = 'onnxruntime-web/ort-wasm-simd-threaded'
  return new Map<string, string | Uint8Array>([
    ['/', '<!doctype html><script type="module" src="/page.js"></script>'],
    ['/page.js', await bundle(here('../rows/browser-page.ts'))],
    ...(await workerFiles()),
    ['/run.json', JSON.stringify(run)],
    ['/ort/runtime.wasm', await readFile(resolve(`${ort}.wasm`))],
    ['/ort/runtime.mjs', await readFile(resolve(`${ort}.mjs`))],
  ])
}

/** Each engine's workers, beside the page, where the bundled engine looks for it. */
async function workerFiles(): Promise<[string, Uint8Array][]> {
  const names = await readdir(here('../../../dist/'))
  const workers = names.filter((name) => /-(worker|thread)\.js$/.test(name))
  return await Promise.all(
    workers.map(async (name): Promise<[string, Uint8Array]> => {
      return [`/${name}`, await bundle(here(`../../../dist/${name}`))]
    }),
  )
}

async function bundle(entry: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    // The repository's own would lead to the packages' sources.
    tsconfigRaw: {},
    logLevel: 'error',
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
