import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { NodeStartError } from '../errors/node.js'
import type { NodeHost, NodeListener } from './node-host.js'
import type { NodeOrder, NodeReport } from './node-process.js'
import type { NodeSetup } from './node-setup.js'

/**
 * Runs a node in a process of its own, and starts it again on the same journal
 * when the process dies.
 *
 * @param restartAfter - Milliseconds between death and restart.
 */
export async function hostInProcess(
  setup: NodeSetup,
  listener: NodeListener,
  restartAfter: number,
  signal?: AbortSignal | undefined,
): Promise<NodeHost> {
  let child: ChildProcess | undefined
  let stopping = new AbortController()

  const run = async (): Promise<void> => {
    const started = spawn()
    child = started
    await ready(started, setup, listener)
    started.once('exit', () => void restart(started))
  }

  const restart = async (died: ChildProcess): Promise<void> => {
    const { signal } = stopping
    if (signal.aborted) return
    listener({ type: 'crashed', at: Date.now(), pid: died.pid ?? 0 })
    // Aborted by `stop`, which wants no restart.
    await delay(restartAfter, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
    try {
      await run()
      listener({ type: 'restarted', at: Date.now(), pid: child?.pid ?? 0 })
    } catch (error) {
      // A stop in between is no failure.
      if (!signal.aborted) listener({ type: 'error', at: Date.now(), error })
    }
  }

  const stop = async (): Promise<void> => {
    stopping.abort()
    const running = child
    child = undefined
    if (running !== undefined) await end(running)
  }

  const start = async (): Promise<void> => {
    if (child !== undefined) return
    stopping = new AbortController()
    await run()
  }

  const giveUp = (): void => void stop()
  signal?.addEventListener('abort', giveUp, { once: true })
  try {
    await run()
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', giveUp)
  }
  return { pid: () => child?.pid ?? 0, start, stop }
}

function spawn(): ChildProcess {
  return fork(
    fileURLToPath(new URL('./node-process.js', import.meta.url)),
    [],
    {
      // Out of reach of the terminal's Ctrl-C: the devnet stops its nodes itself.
      detached: true,
      stdio: 'ignore',
      execArgv: [],
      serialization: 'advanced',
    },
  )
}

function ready(
  child: ChildProcess,
  setup: NodeSetup,
  listener: NodeListener,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      reject(new NodeStartError({ node: setup.index, reason }))
      child.kill('SIGKILL')
    }
    child.once('error', ({ message }) => fail(message))
    child.once('exit', (code, signal) =>
      fail(`it ended with ${signal ?? code}`),
    )
    child.on('message', (report: NodeReport) => {
      if (report.type === 'ready') resolve()
      else if (report.type === 'update') listener(report.update)
      else fail(report.message)
    })
    child.send({ type: 'start', setup } satisfies NodeOrder)
  })
}

/** Longer than a node's own patience with its work. */
const patience = 6_000

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  if (child.connected) child.send({ type: 'stop' } satisfies NodeOrder)
  const timer = setTimeout(() => child.kill('SIGKILL'), patience)
  await ended
  clearTimeout(timer)
}
