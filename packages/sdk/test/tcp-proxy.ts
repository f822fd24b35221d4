import {
  type AddressInfo,
  connect,
  createServer,
  type Server,
  type Socket,
} from 'node:net'

/** A connection to a server that a test can cut. */
export type TcpProxy = {
  readonly url: string
  readonly wsUrl: string
  /** Destroys every connection and refuses new ones. */
  readonly cut: () => Promise<void>
  /** Accepts connections again, on the same port. */
  readonly restore: () => Promise<void>
  /** Accepts connections, but lets nothing through: a server that hangs. */
  readonly freeze: () => void
  /** Bytes that clients have sent since the last call. */
  readonly takeTraffic: () => number
  readonly stop: () => Promise<void>
}

/** Opens a proxy to a port of this machine. */
export async function openTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  let isFrozen = false
  let traffic = 0
  const track = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // A connection that breaks is what these tests are about.
    socket.on('error', () => socket.destroy())
  }
  const accept = (inner: Socket) => {
    track(inner)
    if (isFrozen) return
    const outer = connect(targetPort, '127.0.0.1')
    track(outer)
    inner.on('data', (chunk) => {
      traffic += chunk.length
    })
    inner.pipe(outer).pipe(inner)
    inner.on('close', () => outer.destroy())
    outer.on('close', () => inner.destroy())
  }
  let server = await listen(accept, 0)
  const { port } = server.address() as AddressInfo
  const cut = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return {
    url: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}`,
    cut,
    restore: async () => {
      server = await listen(accept, port)
    },
    freeze: () => {
      isFrozen = true
      for (const socket of sockets) socket.unpipe().pause()
    },
    takeTraffic: () => {
      const taken = traffic
      traffic = 0
      return taken
    },
    stop: cut,
  }
}

function listen(
  accept: (socket: Socket) => void,
  port: number,
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(accept)
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
