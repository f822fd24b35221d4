import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { PortBusyError } from '@aichain/ipfs-server'
import { ChainStartError } from '../errors/chain-process.js'
import { anvilProgram } from './anvil-program.js'
import { endProcess } from './end-process.js'
import type { SupervisorMessage, SupervisorOrder } from './supervisor.js'

/** The devnet's chain id: anvil's own, which wallets know as a test network. */
export const chainId = 31_337

export type ChainOptions = {
  /** Seconds between two blocks; fractions are allowed. */
  readonly blockTime: number
  /** 0 takes a free one. */
  readonly port: number
  /** Seconds since 1970 at which a chain without a past begins; default: now. */
  readonly beginsAt?: number | undefined
  /** How many funded accounts the public test phrase gives. */
  readonly accounts: number
  /** File that keeps the chain from one start to the next. */
  readonly stateFile?: string | undefined
  /** What the supervisor deletes if this process goes without stopping the chain. */
  readonly temporaryFolder?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** A running anvil. */
export type ChainProcess = {
  readonly pid: number
  readonly rpcUrl: string
  readonly wsUrl: string
  /** Resolves with anvil's last words when it has ended, wanted or not. */
  readonly ended: Promise<string>
  /** Ends it and waits for that; again and again does no harm. */
  readonly stop: () => Promise<void>
}

/**
 * Starts anvil under a supervisor that ends it when this process is gone,
 * `kill -9` included.
 *
 * Blocks come by the clock, not by transaction: a committee is drawn from the
 * hash of the block after the task, which must come without anybody's doing.
 *
 * Errors: `AnvilMissingError`, `PlatformUnsupportedError`, `PortBusyError`,
 * `ChainStartError`.
 */
export async function startChain(options: ChainOptions): Promise<ChainProcess> {
  options.signal?.throwIfAborted()
  const program = anvilProgram()
  const supervisor = fork(
    fileURLToPath(new URL('./chain-supervisor.js', import.meta.url)),
    [options.temporaryFolder ?? '', program, ...anvilArguments(options)],
    // Out of reach of the terminal's Ctrl-C: nodes stop before their chain.
    { detached: true, stdio: 'ignore', execArgv: [] },
  )
  let pid = 0
  supervisor.on('message', (message: SupervisorMessage) => {
    if (message.type === 'started') pid = message.pid
  })
  const ended = lastWords(supervisor, () => pid)
  const stop = async (): Promise<void> => {
    tellToStop(supervisor)
    await ended
  }
  try {
    const port = await listening(supervisor, ended, options)
    return {
      pid,
      rpcUrl: `http://127.0.0.1:${port}`,
      wsUrl: `ws://127.0.0.1:${port}`,
      ended,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Told in words, because a channel that just closes tells of our end. */
function tellToStop(supervisor: ChildProcess): void {
  if (!supervisor.connected) return
  const order: SupervisorOrder = { type: 'stop' }
  supervisor.send(order, (error) => {
    if (error !== null && supervisor.connected) supervisor.disconnect()
  })
}

function anvilArguments(options: ChainOptions): string[] {
  return [
    ...['--host', '127.0.0.1'],
    ...['--port', String(options.port)],
    ...['--chain-id', String(chainId)],
    ...['--block-time', String(options.blockTime)],
    ...['--accounts', String(options.accounts)],
    ...['--slots-in-an-epoch', '2'],
    // Older states would go to the user's home folder, gigabytes a day, and stay
    // there when the process is killed. Nothing asks for them.
    ...['--prune-history', '300'],
    ...(options.beginsAt === undefined
      ? []
      : ['--timestamp', String(options.beginsAt)]),
    ...(options.stateFile === undefined
      ? []
      : ['--state', options.stateFile, '--state-interval', '30']),
  ]
}

/** Also ends an anvil whose supervisor was killed before it could. */
function lastWords(
  supervisor: ChildProcess,
  pid: () => number,
): Promise<string> {
  return new Promise((resolve) => {
    let words: string | undefined
    supervisor.on('message', (message: SupervisorMessage) => {
      if (message.type === 'ended') words = message.output
    })
    supervisor.on('error', (error) => resolve(error.message))
    supervisor.on('exit', () => {
      if (words === undefined && pid() !== 0) endProcess(pid())
      resolve(words ?? '')
    })
  })
}

function listening(
  supervisor: ChildProcess,
  ended: Promise<string>,
  options: ChainOptions,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(options.signal?.reason)
    options.signal?.addEventListener('abort', abort, { once: true })
    supervisor.on('message', (message: SupervisorMessage) => {
      if (message.type !== 'listening') return
      options.signal?.removeEventListener('abort', abort)
      resolve(message.port)
    })
    void ended.then((output) => reject(startError(output, options.port)))
  })
}

function startError(output: string, port: number): Error {
  if (/address (?:already )?in use/i.test(output)) {
    return new PortBusyError({ port, what: 'the chain' })
  }
  return new ChainStartError({ output })
}
