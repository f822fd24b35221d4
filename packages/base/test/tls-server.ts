import { createServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Certificate } from './certificate.js'

/** An https server for one test, with this certificate; gives its address. */
export async function tlsServer(
  certificate: Certificate,
  answer = '{}',
): Promise<string> {
  const server = createServer(certificate, (_, response) => {
    response.end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A server of one test that answers the first bytes it hears with these, and hangs up. */
export async function rawServer(answer: string): Promise<string> {
  const server = createTcpServer((socket) => {
    // What the caller does next is its own affair.
    socket.on('error', () => socket.destroy())
    socket.once('data', () => socket.end(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
