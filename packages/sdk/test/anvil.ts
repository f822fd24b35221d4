import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { type Address, defineChain, type Hex } from 'viem'
import { type HDAccount, mnemonicToAccount } from 'viem/accounts'

/** A chain of one's own, for one test file. */
export type Anvil = {
  readonly url: string
  readonly wsUrl: string
  readonly port: number
  /** Ends the process and waits until it is gone. */
  readonly stop: () => Promise<void>
}

export type AnvilOptions = {
  /** Default 0: a free one. */
  readonly port?: number
  /** Seconds; a block a transaction if absent. */
  readonly blockTime?: number
  /** Default 31337. */
  readonly chainId?: number
  /** File that the state is read from, if it exists, and written to on a stop. */
  readonly state?: string
  /** Further arguments of the command line. */
  readonly arguments?: readonly string[]
}

/** Ends anvil when its input ends: also when the test's process is killed. */
const watchdog = `
const [binary, ...rest] = process.argv.slice(1)
const stdio = ['ignore', 'inherit', 'inherit']
const anvil = require('node:child_process').spawn(binary, rest, { stdio })
anvil.on('exit', (code) => process.exit(code ?? 0))
process.stdin.on('end', () => anvil.kill()).resume()
`

const platforms: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-amd64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-amd64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'win32-amd64',
}

/** Starts anvil from npm on the loopback interface; stop it in `afterAll`. */
export async function startAnvil(options: AnvilOptions = {}): Promise<Anvil> {
  const child = spawn(
    process.execPath,
    ['-e', watchdog, binaryPath(), ...commandLine(options)],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  )
  const port = await readPort(child)
  return {
    url: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}`,
    port,
    stop: () => stopProcess(child),
  }
}

function binaryPath(): string {
  const platform = platforms[`${process.platform}-${process.arch}`]
  const name = process.platform === 'win32' ? 'anvil.exe' : 'anvil'
  return createRequire(import.meta.url).resolve(
    `@foundry-rs/anvil-${platform}/bin/${name}`,
  )
}

function commandLine(options: AnvilOptions): string[] {
  const { port = 0, blockTime, chainId, state } = options
  return [
    ...['--host', '127.0.0.1', '--port', `${port}`, '--accounts', '1'],
    // Older states would be left in the user's home folder.
    ...['--prune-history', '300'],
    ...(blockTime === undefined ? [] : ['--block-time', `${blockTime}`]),
    ...(chainId === undefined ? [] : ['--chain-id', `${chainId}`]),
    ...(state === undefined ? [] : ['--state', state]),
    ...(options.arguments ?? []),
  ]
}

function readPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = ''
    const read = (chunk: Buffer) => {
      text += chunk.toString()
      const port = /Listening on 127\.0\.0\.1:(\d+)/.exec(text)?.[1]
      if (port !== undefined) resolve(Number(port))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`anvil did not start: ${text}`)))
  })
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.stdin?.end()
  await ended
}

/** One of the public test accounts of anvil, each with 10 000 ether after `fund`. */
export function testAccount(index: number): HDAccount {
  return mnemonicToAccount(
    'test test test test test test test test test test test junk',
    { addressIndex: index },
  )
}

/** The chain that anvil serves, for viem clients. */
export const anvilChain = defineChain({
  id: 31337,
  name: 'Anvil',
  nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
  rpcUrls: { default: { http: ['http://127.0.0.1'] } },
})

/** One call of anvil's JSON-RPC, for its own methods such as `anvil_reorg`. */
export async function rpc(
  url: string,
  method: string,
  ...params: readonly unknown[]
): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const { result, error } = (await response.json()) as {
    result?: unknown
    error?: { message: string }
  }
  if (error !== undefined) throw new Error(`${method}: ${error.message}`)
  return result
}

/** What a deployment's receipt says. */
export type MinedDeployment = {
  readonly contractAddress: Address
  readonly blockNumber: Hex
}

/**
 * viem's own wait looks again only after another block. On a chain that mines
 * on demand it can miss a receipt that comes between two of its requests, about
 * once in five hundred times, and then waits for ever.
 */
export async function waitForReceipt(
  url: string,
  hash: Hex,
): Promise<MinedDeployment> {
  for (;;) {
    const receipt = await rpc(url, 'eth_getTransactionReceipt', hash)
    if (receipt) return receipt as MinedDeployment
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Gives an account 10 000 ether. */
export async function fund(url: string, account: Address): Promise<void> {
  await rpc(url, 'anvil_setBalance', account, '0x21e19e0c9bab2400000')
}
