import { parseArgs } from 'node:util'
import type { IpfsServerOptions } from '../server/start-ipfs-server.js'

/** What the command line asks for. */
export type ParsedArguments =
  | { readonly type: 'run'; readonly options: IpfsServerOptions }
  | { readonly type: 'help' }
  | { readonly type: 'wrong'; readonly reason: string }

const flags = {
  folder: { type: 'string' },
  'rpc-port': { type: 'string', default: '5001' },
  'gateway-port': { type: 'string', default: '8080' },
  host: { type: 'string', default: '127.0.0.1' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** Reads the command line; nothing is guessed. */
export function parseArguments(argv: readonly string[]): ParsedArguments {
  const values = read(argv)
  if (values instanceof Error) return wrong(values.message)
  if (values.help) return { type: 'help' }
  const { folder, host } = values
  for (const flag of ['rpc-port', 'gateway-port'] as const) {
    if (isPort(values[flag])) continue
    return wrong(`"--${flag}" is a port from 0 to 65535, not "${values[flag]}"`)
  }
  const rpcPort = Number(values['rpc-port'])
  const gatewayPort = Number(values['gateway-port'])
  return { type: 'run', options: { folder, host, rpcPort, gatewayPort } }
}

function read(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: flags }).values
  } catch (error) {
    return error as Error
  }
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535
}

function wrong(reason: string): ParsedArguments {
  return { type: 'wrong', reason }
}
