import { encodePrompt, type Prompt } from '../../core/prompt.js'
import { callSignal } from '../../internal/call-signal.js'
import { raceSignal } from '../../internal/race-signal.js'
import type {
  GenerationPart,
  InferenceSession,
} from '../../ports/inference-engine.js'
import type { CallOptions } from '../../ports/options.js'
import { takingTurns } from './taking-turns.js'
import type { WorkerClient } from './worker-client.js'

/** The session of a model that a worker has loaded. */
export function remoteSession(worker: WorkerClient): InferenceSession {
  const takeTurn = takingTurns()
  let count = 0

  async function* generate(
    prompt: Prompt,
    options: CallOptions = {},
  ): AsyncGenerator<GenerationPart, void, undefined> {
    const call = callSignal({ ...options, operation: 'generate' })
    try {
      const endTurn = await takeTurn(call.signal, worker.ended)
      try {
        yield* pull(worker, count++, encodePrompt(prompt), call.signal)
      } finally {
        endTurn()
      }
    } finally {
      call.release()
    }
  }

  return { generate, close: worker.close }
}

/** Asks for one part after the other; leaving tells the worker to stop. */
async function* pull(
  worker: WorkerClient,
  generation: number,
  prompt: Uint8Array,
  signal: AbortSignal,
): AsyncGenerator<GenerationPart, void, undefined> {
  try {
    await raceSignal(worker.ask({ type: 'start', generation, prompt }), signal)
    while (true) {
      const asked = worker.ask({ type: 'next', generation })
      const part = await raceSignal(asked, signal)
      if (part === undefined) return
      yield part
    }
  } finally {
    // A worker that has ended needs no telling.
    worker.ask({ type: 'stop', generation }).catch(() => {})
  }
}
