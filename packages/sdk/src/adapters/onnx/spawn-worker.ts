import { builtin } from './builtin.js'

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
 * Starts the engine's worker.
 *
 * @param url - Where its script is; by default beside this file, which is where
 * the package's build puts it.
 */
export function spawnWorker(
  url: URL | undefined,
  listeners: Listeners,
): SpawnedWorker {
  return builtin('node:worker_threads')
    ? spawnThread(url, listeners)
    : spawnWebWorker(url, listeners)
}

function spawnThread(
  url: URL | undefined,
  { onMessage, onEnd }: Listeners,
): SpawnedWorker {
  const { Worker } = builtin(
    'node:worker_threads',
  ) as typeof import('node:worker_threads')
  const script = url ?? new URL('./onnx-worker.js', import.meta.url)
  const worker = new Worker(script, { name: 'aichain-inference' })
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
  url: URL | undefined,
  { onMessage, onEnd }: Listeners,
): SpawnedWorker {
  // Written out, because bundlers find workers by this very expression.
  const worker = url
    ? new Worker(url, { type: 'module' })
    : new Worker(new URL('./onnx-worker.js', import.meta.url), {
        type: 'module',
      })
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
