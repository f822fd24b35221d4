import type { Devnet } from '../network/devnet.js'
import { describeNetwork } from './describe-network.js'
import { type PageServer, servePage } from './page-server.js'
import type { CliOptions } from './parse-arguments.js'
import { startNetwork } from './start-network.js'
import type { Terminal } from './terminal.js'

/** Starts a network and the chat page, and runs them until somebody stops them. */
export async function runNetwork(parameters: {
  readonly cli: CliOptions
  readonly talk: Terminal
  readonly page: string | undefined
  readonly signal: AbortSignal
}): Promise<number> {
  const { cli, talk, page, signal } = parameters
  let devnet: Devnet | undefined
  // First of all, because a busy port is told best before the work.
  const server =
    page === undefined
      ? undefined
      : await servePage({
          folder: page,
          port: cli.port,
          network: () => devnet && describeNetwork(devnet),
        })
  try {
    devnet = await startNetwork(cli, talk, signal)
    greet(talk, devnet, server)
    await untilOver(devnet, signal)
    return 0
  } finally {
    if (signal.aborted) talk.write('\n  Stopping …\n')
    await server?.stop()
    await devnet?.stop()
  }
}

async function untilOver(devnet: Devnet, signal: AbortSignal): Promise<void> {
  const stopped = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
  const failure = await Promise.race([devnet.over, stopped])
  if (failure !== undefined) throw failure
}

function greet(
  { write, paint }: Terminal,
  devnet: Devnet,
  server: PageServer | undefined,
): void {
  const faulty = devnet.nodes
    .filter(({ fault }) => fault !== undefined)
    .map(({ seat, fault }) => `seat ${seat} ${fault}`)
  const rows: readonly (readonly [string, string])[] = [
    ...(server ? [['Chat', paint.bold(paint.cyan(server.url))] as const] : []),
    ['Chain', `${devnet.rpcUrl} (chain id ${devnet.chainId})`],
    ['IPFS', `${devnet.ipfs.gatewayUrl} (RPC ${devnet.ipfs.rpcUrl})`],
    ['Contract', devnet.deployment.consensus],
    ...devnet.models.map((model) => ['Model', model] as const),
    ...(faulty.length > 0 ? [['Faulty', faulty.join(', ')] as const] : []),
  ]
  const lines = rows.map(([name, value]) => `  ${name.padEnd(10)}${value}\n`)
  write(`\n${lines.join('')}\n  ${paint.dim('Ctrl-C stops everything.')}\n`)
}
