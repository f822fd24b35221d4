import { setTimeout as sleep } from 'node:timers/promises'
import {
  type CallOptions,
  InvalidArgumentError,
  withTimeout,
} from '@aichain/base'
import type { StorageFailedError, StorageFullError } from '../errors/storage.js'
import { gatewayHandler } from '../gateway/handler.js'
import { type Handler, listen } from '../http/listen.js'
import { listedOrigins, localOrigins } from '../http/origin.js'
import type { IpfsFaults } from '../node/faults.js'
import { openNode } from '../node/open-node.js'
import { rpcHandler } from '../rpc/handler.js'
import type { IpfsServer } from './ipfs-server.js'

/** How to start the IPFS server. */
export type IpfsServerOptions = Pick<CallOptions, 'signal' | 'timeout'> & {
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
  readonly onStorageFailure?:
    | ((error: StorageFullError | StorageFailedError) => void)
    | undefined
}

/**
 * Starts an IPFS server that speaks Kubo's RPC and serves what it stores over a
 * gateway. It keeps to itself: no peers, no network beyond its two ports.
 *
 * `signal` and `timeout` (milliseconds) end the start; a server that runs is
 * ended by `stop`.
 *
 * Errors: `InvalidArgumentError`, `PortBusyError`, `AddressRefusedError`,
 * `StorageFullError`, `StorageFailedError`, `OperationTimeoutError`.
 *
 * @example
 * ```ts
 * import { startIpfsServer } from '@aichain/ipfs-server'
 * import { create } from 'kubo-rpc-client'
 *
 * const server = await startIpfsServer()
 * const { cid } = await create({ url: server.rpcUrl }).add('hello')
 * const page = await fetch(`${server.gatewayUrl}/ipfs/${cid}`)
 * console.log(await page.text())
 * await server.stop()
 * ```
 *
 * @see docs/adr/0030-own-ipfs-server.md
 */
export async function startIpfsServer(
  options: IpfsServerOptions = {},
): Promise<IpfsServer> {
  const { signal, timeout, rpcPort = 0, gatewayPort = 0 } = options
  checkPort('rpcPort', rpcPort)
  checkPort('gatewayPort', gatewayPort)
  const operation = 'Starting the IPFS server'
  let starting: Promise<IpfsServer> | undefined
  try {
    return await withTimeout({ signal, timeout, operation }, () => {
      starting = start({ ...options, rpcPort, gatewayPort })
      return starting
    })
  } catch (error) {
    // Nobody waits for it any more; one that failed holds nothing open.
    starting?.then(({ stop }) => stop()).catch(() => {})
    throw error
  }
}

function checkPort(argument: string, port: number): void {
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return
  const expected = 'a whole number from 0 to 65535'
  throw new InvalidArgumentError({ argument, expected, actual: port })
}

async function start(
  options: IpfsServerOptions & {
    readonly rpcPort: number
    readonly gatewayPort: number
  },
): Promise<IpfsServer> {
  const { folder, host = '127.0.0.1', allowedOrigins } = options
  const { rpcPort, gatewayPort, onStorageFailure } = options
  const faults: IpfsFaults = {}
  const node = await openNode(folder, faults)
  const gateway = await listen(withFaults(gatewayHandler(node), faults), {
    host,
    port: gatewayPort,
    what: 'the IPFS gateway',
  })
  const rule = allowedOrigins
    ? listedOrigins(allowedOrigins)
    : localOrigins(gateway.port)
  const rpc = await listen(
    withFaults(rpcHandler(node, rule, onStorageFailure), faults),
    { host, port: rpcPort, what: 'the IPFS RPC' },
  ).catch(async (error) => {
    await gateway.stop()
    throw error
  })
  return {
    rpcUrl: rpc.url,
    gatewayUrl: gateway.url,
    peerId: node.identity.peerId,
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
