import { builtin } from '../platform/builtin.js'
import { workerFlags } from './worker-flags.js'

/** A thread under Node.js or in a browser. */
export type SpawnedWorker = {
  readonly post: (message: unknown) => void
  /** While held, the thread keeps a Node.js process alive. */
  readonly hold: () => void
  readonly release: () => void
  readonly terminate: () => Promise<void>
}

type Listeners = {
  readonly onMessage: (message: unknown) => void
  /** Called when the thread ends of itself, by an error or otherwise. */
  readonly onEnd: (reason: string, cause?: unknown) => void
}

/**
 * Where an engine's worker is. A browser's is started by the engine itself,
 * because bundlers find workers by the expression that creates them.
 */
export type WorkerScript = {
  readonly url: URL
  readonly startWebWorker: () => Worker
}

/** Starts an engine's worker. */
export function spawnWorker(
  script: WorkerScript,
  listeners: Listeners,
): SpawnedWorker {
  return builtin('node:worker_threads')
    ? spawnThread(script.url, listeners)
    : spawnWebWorker(script.startWebWorker(), listeners)
}

function spawnThread(url: URL, { onMessage, onEnd }: Listeners): SpawnedWorker {
  const { Worker } = builtin(
    'node:worker_threads',
  ) as typeof import('node:worker_threads')
  const execArgv = workerFlags(process.execArgv)
  const worker = new Worker(url, {
    name: 'aichain-inference',
    ...(execArgv && { execArgv }),
  })
  worker.unref()
  worker.on('message', onMessage)
  worker.on('messageerror', (error) => onEnd(error.message, error))
  worker.on('error', (error) => onEnd(`${error.name}: ${error.message}`, error))
  worker.on('exit', (code) => onEnd(`the worker ended with code ${code}`))
  return {
    post: (message) => worker.postMessage(message),
    hold: () => worker.ref(),
    release: () => worker.unref(),
    terminate: async () => {
      // Unheld, the process could end before this promise does.
      worker.ref()
      await worker.terminate()
    },
  }
}

function spawnWebWorker(
  worker: Worker,
  { onMessage, onEnd }: Listeners,
): SpawnedWorker {
  worker.onmessage = ({ data }) => onMessage(data)
  worker.onmessageerror = () => onEnd('a message could not be read')
  worker.onerror = (event) => {
    event.preventDefault()
    onEnd(event.message || 'the worker could not be started', event)
    worker.terminate()
  }
  return {
    post: (message) => worker.postMessage(message),
    hold: () => {},
    release: () => {},
    terminate: async () => worker.terminate(),
  }
}
