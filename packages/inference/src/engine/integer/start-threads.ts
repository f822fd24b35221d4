import { InferenceFailedError } from '../../errors/inference.js'
import {
  spawnWorker,
  type WorkerScript,
} from '../shared/worker/spawn-worker.js'

/** Where the script of the threads is. */
export type ThreadScript = WorkerScript

/** What a thread serves. */
export type ThreadTask = {
  readonly module: WebAssembly.Module
  readonly memory: WebAssembly.Memory
  readonly address: number
  /** 1 and up; 0 is the thread that asks. */
  readonly thread: number
}

/**
 * Starts the threads that share a model's work, and waits until each of them
 * is ready: from then on they wait in WebAssembly and hear no message. They end
 * with the worker that started them.
 */
export async function startThreads(
  script: ThreadScript,
  parameters: Omit<ThreadTask, 'thread'> & { readonly threads: number },
): Promise<void> {
  const { threads, ...shared } = parameters
  const others = Array.from({ length: threads - 1 }, (_, index) => index + 1)
  await Promise.all(
    others.map((thread) => startThread(script, { ...shared, thread })),
  )
}

function startThread(script: ThreadScript, task: ThreadTask): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = spawnWorker(script, {
      onMessage: () => resolve(),
      onEnd: (reason, cause) =>
        reject(new InferenceFailedError({ reason, cause })),
    })
    worker.post(task)
  })
}
