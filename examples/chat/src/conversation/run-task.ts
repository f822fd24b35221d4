import type {
  Message,
  TaskClient,
  TaskId,
  TaskRequest,
  TaskUpdate,
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
  for await (const update of client.stream(request, { signal })) tell(update)
}

/**
 * Tells the whole life of a task that was sent earlier. One whose transaction
 * may still be on its way is waited for, for `patience` milliseconds.
 *
 * @param messages - What was asked, where its prompt may not be stored yet.
 */
export async function resumeTask(
  client: TaskClient,
  task: TaskId,
  options: {
    readonly patience: number
    readonly messages?: readonly Message[] | undefined
  },
  { signal, tell }: Watch,
): Promise<void> {
  const { patience: timeout, messages } = options
  const handle = await client.resume(task, { signal, timeout, messages })
  for await (const update of handle.updates({ signal })) tell(update)
}

/** Tells what becomes of a task's answer, until nothing can change it any more. */
export async function followAnswer(
  client: TaskClient,
  task: TaskId,
  { signal, tell }: Watch,
): Promise<void> {
  const handle = await client.resume(task, { signal })
  const updates = handle.updates({ signal, until: 'final' })
  for await (const update of updates) tell(update)
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
