import { builtin } from '../platform/builtin.js'

/** The same two calls under Node.js and in a browser. */
export type WorkerPort = {
  readonly listen: (listener: (message: unknown) => void) => void
  readonly post: (message: unknown) => void
}

/** The global scope of a dedicated worker, which the DOM's types do not know. */
type WorkerScope = {
  readonly addEventListener: (
    type: 'message',
    listener: (event: { readonly data: unknown }) => void,
  ) => void
  readonly postMessage: (message: unknown) => void
}

/** The way from this worker to the thread that started it. */
export function workerPort(): WorkerPort {
  const parent = builtin('node:worker_threads')?.parentPort
  if (parent) {
    return {
      listen: (listener) => parent.on('message', listener),
      post: (message) => parent.postMessage(message),
    }
  }
  const scope = globalThis as unknown as WorkerScope
  return {
    listen: (listener) =>
      scope.addEventListener('message', ({ data }) => listener(data)),
    post: (message) => scope.postMessage(message),
  }
}
