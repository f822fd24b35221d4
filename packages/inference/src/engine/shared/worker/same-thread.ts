import { SessionClosedError } from '../../../errors/inference.js'
import type { LoadedModel } from '../decoding/generation.js'
import type { WorkerClient } from './worker-client.js'
import { errorOf } from './worker-protocol.js'
import { workerRequests } from './worker-requests.js'

/**
 * A worker that is none: it answers on the caller's thread, for engines whose
 * code cannot be handed to another. It lets the thread's other work go on before
 * each token, or no timer and no abort would be heard until the answer's end.
 *
 * @param release - Frees the model, once nothing is computing with it.
 */
export async function sameThread(
  model: LoadedModel,
  release: () => Promise<void>,
): Promise<WorkerClient> {
  const answer = workerRequests(async () => model)
  const ending = new AbortController()
  let last: Promise<unknown> = Promise.resolve()
  let count = 0

  const ask: WorkerClient['ask'] = async (request) => {
    ending.signal.throwIfAborted()
    const reply = nextTurn().then(() => answer({ id: count++, request }))
    last = reply
    const settled = await reply
    ending.signal.throwIfAborted()
    if ('fault' in settled) throw errorOf(settled.fault)
    return settled.answer as never
  }
  await ask({ type: 'load', source: undefined })
  return {
    ask,
    ended: ending.signal,
    close: async () => {
      if (ending.signal.aborted) return
      ending.abort(new SessionClosedError())
      await last
      await release()
    },
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
