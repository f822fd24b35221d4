import { AichainError } from '@aichain/base'
import {
  type IpfsServerOptions,
  startIpfsServer,
} from '../server/start-ipfs-server.js'
import { parseArguments } from './parse-arguments.js'

const help = `Usage: aichain-ipfs [options]

An IPFS server that speaks Kubo's RPC, for tests and demonstrations.

  --folder PATH        keep blocks and pins there; in memory without it
  --rpc-port PORT      default 5001, as Kubo has; 0 takes a free one
  --gateway-port PORT  default 8080, as Kubo has; 0 takes a free one
  --host ADDRESS       default 127.0.0.1; the RPC asks nobody for a password
  --help               show this
`

/**
 * Runs the server until Ctrl-C, SIGTERM or the end of the terminal.
 *
 * @returns The exit code: 2 for wrong usage, 1 where the server cannot start.
 */
export async function runCli(argv: readonly string[]): Promise<number> {
  const parsed = parseArguments(argv)
  if (parsed.type === 'run') return run(parsed.options)
  if (parsed.type === 'help') {
    process.stdout.write(help)
    return 0
  }
  process.stderr.write(`${parsed.reason}\n\n${help}`)
  return 2
}

async function run(options: IpfsServerOptions): Promise<number> {
  // Listened to first: a signal in the middle of the start must not be lost.
  const interrupted = untilInterrupted()
  try {
    const server = await startIpfsServer({
      ...options,
      onStorageFailure: tell,
    })
    const { rpcUrl, gatewayUrl } = server
    process.stdout.write(`RPC      ${rpcUrl}\nGateway  ${gatewayUrl}\n`)
    await interrupted
    await server.stop()
    return 0
  } catch (error) {
    if (!AichainError.isInstance(error)) throw error
    tell(error)
    return 1
  }
}

function tell({ message }: AichainError): void {
  process.stderr.write(`${message}\n`)
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve())
    }
  })
}
