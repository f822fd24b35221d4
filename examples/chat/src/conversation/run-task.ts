import {
  type TaskClient,
  type TaskHandle,
  type TaskId,
  TaskNotFoundError,
  type TaskRequest,
  type TaskUpdate,
} from '@aichain/sdk'

/** How a task that runs is watched, and stopped being watched. */
export type Watch = {
  readonly signal: AbortSignal
  readonly tell: (update: TaskUpdate) => void
}

/** Why a watch ends that a person stopped. */
export function stopReason(): DOMException {
  return new DOMException('Stopped.', 'AbortError')
}

/**
 * Posts a task and tells its whole life.
 *
 * @param prepare - What the wallet must do first; a person may keep it waiting.
 */
export async function runTask(
  client: TaskClient,
  request: TaskRequest,
  prepare: () => Promise<void>,
  { signal, tell }: Watch,
): Promise<void> {
  await Promise.race([prepare(), aborted(signal)])
  const handle = await client.submit(request, { signal, onProgress: tell })
  await follow(handle, { signal, tell })
}

/** Between two looks for a task that is not in a block yet, in milliseconds. */
const interval = 1_000

/**
 * Tells the whole life of a task that was posted earlier. One whose transaction
 * may still be on its way is waited for, for `patience` milliseconds.
 */
export async function resumeTask(
  client: TaskClient,
  task: TaskId,
  patience: number,
  { signal, tell }: Watch,
): Promise<void> {
  const until = Date.now() + patience
  for (;;) {
    try {
      return await follow(await client.resume(task, { signal }), {
        signal,
        tell,
      })
    } catch (error) {
      if (!(error instanceof TaskNotFoundError) || Date.now() >= until) {
        throw error
      }
      await pause(interval, signal)
    }
  }
}

async function follow(
  handle: TaskHandle,
  { signal, tell }: Watch,
): Promise<void> {
  for await (const update of handle.updates({ signal })) tell(update)
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([over, aborted(signal)]).finally(() => clearTimeout(timer))
}

/** Rejects with the signal's reason as soon as there is one. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    })
  })
}
