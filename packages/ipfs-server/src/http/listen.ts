import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { AddressRefusedError, PortBusyError } from '../errors/listening.js'

/** Answers a request; whatever it throws breaks the connection. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<void>

/** A server that listens. */
export type Listener = {
  readonly port: number
  readonly url: string
  /** Breaks every connection, then waits until no handler runs any more. */
  readonly stop: () => Promise<void>
}

/** Where to listen; `what` names the service in the error of a busy port. */
export type Place = {
  readonly host: string
  readonly port: number
  readonly what: string
}

/**
 * Listens on `port`, or on a free one for 0.
 *
 * Errors: `PortBusyError`, `AddressRefusedError`.
 */
export async function listen(
  handler: Handler,
  place: Place,
): Promise<Listener> {
  const running = new Set<Promise<void>>()
  const server = createServer((request, response) => {
    const work = handler(request, response).catch(() => {
      response.destroy()
    })
    running.add(work)
    work.then(() => running.delete(work))
  })
  // A large upload may take longer than Node's default of five minutes.
  server.requestTimeout = 0
  // Nodes share this process: after one of them kept it busy for seconds, an
  // idle connection would be closed just as a client sends over it again, which
  // then sees a broken server. Clients close what they do not use.
  server.keepAliveTimeout = 0

  await bind(server, place)
  const address = server.address() as AddressInfo
  const { host } = place
  const name = host.includes(':') ? `[${host}]` : host
  return {
    port: address.port,
    url: `http://${name}:${address.port}`,
    stop: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      server.closeAllConnections()
      await closed
      await Promise.all(running)
    },
  }
}

function bind(server: Server, { host, port, what }: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.message
      reject(
        cause.code === 'EADDRINUSE'
          ? new PortBusyError({ port, what, cause })
          : new AddressRefusedError({ host, port, what, reason, cause }),
      )
    })
    server.listen(port, host, resolve)
  })
}
