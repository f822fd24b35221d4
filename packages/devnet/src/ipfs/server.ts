import { setTimeout as sleep } from 'node:timers/promises'
import { DiskFullError } from '../errors/resources.js'
import type { IpfsFaults } from './faults.js'
import { gatewayHandler } from './gateway/handler.js'
import { type Handler, type Listener, listen } from './http/listen.js'
import { listedOrigins, localOrigins } from './http/origin.js'
import { openNode } from './node.js'
import { rpcHandler } from './rpc/handler.js'

/** How to start the IPFS server. */
export type IpfsServerOptions = {
  /** Where blocks, pins and identity are kept; in memory without it. */
  readonly folder?: string | undefined
  /** 0, the default, takes a free port. */
  readonly rpcPort?: number | undefined
  /** 0, the default, takes a free port. */
  readonly gatewayPort?: number | undefined
  /** Default `127.0.0.1`. The RPC asks nobody for a password. */
  readonly host?: string | undefined
  /**
   * Origins of pages that may call the RPC; `*` is every page. Default: pages
   * of this machine, save those that the gateway serves.
   */
  readonly allowedOrigins?: readonly string[] | undefined
  /**
   * Told when the disk failed a request. An answer that has begun can only be
   * broken off, so that the client does not learn why.
   */
  readonly onStorageFailure?: ((error: Error) => void) | undefined
}

/** A running IPFS server. */
export type IpfsServer = {
  /** For `kubo-rpc-client` and `kuboContentStore`. */
  readonly rpcUrl: string
  /** For `gatewayReader`, and for people: `<gatewayUrl>/ipfs/<cid>`. */
  readonly gatewayUrl: string
  readonly peerId: string
  /** What it does wrong on purpose; set the fields at any time. */
  readonly faults: IpfsFaults
  /** Breaks open connections and resolves once nothing is being written. */
  readonly stop: () => Promise<void>
}

/**
 * Starts an IPFS server that speaks Kubo's RPC and the trustless gateway's
 * protocol. It keeps to itself: no peers, no network beyond its two ports.
 *
 * Errors: `PortBusyError`, `DiskFullError`.
 *
 * @see docs/adr/0030-own-ipfs-server.md
 */
export async function startIpfsServer(
  options: IpfsServerOptions = {},
): Promise<IpfsServer> {
  const { folder, rpcPort = 0, gatewayPort = 0 } = options
  const { host = '127.0.0.1', allowedOrigins } = options
  const faults: IpfsFaults = {}
  const node = await openNode(folder, faults).catch((cause) => {
    const full = (cause as NodeJS.ErrnoException).code === 'ENOSPC'
    throw full ? new DiskFullError({ folder: String(folder), cause }) : cause
  })

  const gateway = await listen(withFaults(gatewayHandler(node), faults), {
    host,
    port: gatewayPort,
    what: 'the IPFS gateway',
  })
  const rule = allowedOrigins
    ? listedOrigins(allowedOrigins)
    : localOrigins(gateway.port)
  const rpc = await listen(
    withFaults(rpcHandler(node, rule, options.onStorageFailure), faults),
    {
      host,
      port: rpcPort,
      what: 'the IPFS RPC',
    },
  ).catch(async (error) => {
    await gateway.stop()
    throw error
  })
  const { peerId } = node.identity
  return serverOf({ rpc, gateway, faults, peerId })
}

function serverOf(parts: {
  readonly rpc: Listener
  readonly gateway: Listener
  readonly faults: IpfsFaults
  readonly peerId: string
}): IpfsServer {
  const { rpc, gateway, faults, peerId } = parts
  return {
    rpcUrl: rpc.url,
    gatewayUrl: gateway.url,
    peerId,
    faults,
    stop: async () => {
      await Promise.all([rpc.stop(), gateway.stop()])
    },
  }
}

function withFaults(handler: Handler, faults: IpfsFaults): Handler {
  return async (request, response) => {
    if (faults.unreachable) {
      request.socket.destroy()
      return
    }
    if (faults.delay) {
      const gone = new AbortController()
      request.socket.once('close', () => gone.abort())
      await sleep(faults.delay, undefined, { signal: gone.signal })
    }
    await handler(request, response)
  }
}
