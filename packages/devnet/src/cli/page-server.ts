import { readFile, realpath } from 'node:fs/promises'
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, sep } from 'node:path'
import { PortBusyError } from '@aichain/ipfs-server'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

export type PageServer = {
  readonly url: string
  readonly stop: () => Promise<void>
}

/**
 * Serves the chat page and, as `/devnet.json`, what it needs to know of the
 * network, to this machine only.
 *
 * Errors: `PortBusyError`.
 */
export async function servePage(options: {
  readonly folder: string
  /** 0 takes a free one. */
  readonly port: number
  /** `undefined` until there is a network. */
  readonly network: () => unknown
}): Promise<PageServer> {
  const folder = await realpath(options.folder)
  const { network } = options
  const server = createServer((request, response) => {
    void answer(request, response, folder, network)
  })
  const port = await listen(server, options.port)
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: () => close(server),
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const busy = cause.code === 'EADDRINUSE' || cause.code === 'EACCES'
      reject(
        busy ? new PortBusyError({ port, what: 'the page', cause }) : cause,
      )
    })
    server.listen(port, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  network: () => unknown,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    send(response, 405, 'text/plain', 'Only GET and HEAD are served.\n')
    return
  }
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
  if (path === '/devnet.json') {
    sendNetwork(response, network())
    return
  }
  const page = await find(folder, path)
  if (page === undefined) {
    send(response, 404, 'text/plain', 'There is no such page.\n')
    return
  }
  send(response, 200, page.type, page.content)
}

function sendNetwork(response: ServerResponse, network: unknown): void {
  if (network === undefined) {
    send(response, 503, 'text/plain', 'The network is starting.\n')
  } else {
    send(response, 200, types['.json'] ?? '', JSON.stringify(network))
  }
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    // The next devnet on this port is another network.
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  // Node leaves the body out of the answer to HEAD.
  response.end(body)
}

/** `undefined` for what is not there to be read or lies outside the folder. */
async function find(
  folder: string,
  path: string,
): Promise<{ readonly type: string; readonly content: Buffer } | undefined> {
  const name = path.endsWith('/') ? `${path}index.html` : path
  try {
    const file = await realpath(join(folder, decodeURIComponent(name)))
    if (!file.startsWith(folder + sep)) return undefined
    const type = types[extname(file)] ?? 'application/octet-stream'
    return { type, content: await readFile(file) }
  } catch {
    return undefined
  }
}
