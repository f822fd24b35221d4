import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A small HTTP server for one test. */
export type HttpServer = {
  readonly url: string
  /** What was asked, as `GET /path?query`. */
  readonly asked: readonly string[]
  readonly requests: readonly IncomingMessage[]
  /** Requests that are neither answered nor given up. */
  readonly open: () => number
}

/** Answers with `handle` until the test ends. */
export async function httpServer(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<HttpServer> {
  const asked: string[] = []
  const requests: IncomingMessage[] = []
  let open = 0
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    requests.push(request)
    open += 1
    response.once('close', () => {
      open -= 1
    })
    handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    requests,
    open: () => open,
  }
}

/** An address where nobody listens. */
export async function deadUrl(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}
