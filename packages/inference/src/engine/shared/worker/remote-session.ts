import { callSignal, raceSignal, withTimeout } from '@aichain/base'
import type { Generation } from '../../../document/output.js'
import { encodePrompt, type Prompt } from '../../../document/prompt.js'
import type {
  GenerateOptions,
  GenerationPart,
  InferenceSession,
  Verification,
} from '../../../ports/inference-engine.js'
import type { GenerationTask } from '../decoding/generation-task.js'
import { takingTurns } from './taking-turns.js'
import type { WorkerClient } from './worker-client.js'

/** The session of a model that a worker has loaded. */
export function remoteSession(worker: WorkerClient): InferenceSession {
  const takeTurn = takingTurns()
  let count = 0

  async function* generate(
    prompt: Prompt,
    options: GenerateOptions = {},
  ): AsyncGenerator<GenerationPart, void, undefined> {
    const call = callSignal({ ...options, operation: 'generate' })
    try {
      const endTurn = await takeTurn(call.signal, worker.ended)
      try {
        yield* pull(worker, count++, taskOf(prompt, options), call.signal)
      } finally {
        endTurn()
      }
    } finally {
      call.release()
    }
  }

  async function verify(
    prompt: Prompt,
    claim: Generation,
    options: GenerateOptions = {},
  ): Promise<Verification> {
    const call = { ...options, operation: 'verify' }
    return await withTimeout(call, async (signal) => {
      const endTurn = await takeTurn(signal, worker.ended)
      const task = taskOf(prompt, options)
      const verified = worker.ask({ type: 'verify', task, claim })
      // The worker goes on to its end when nobody waits any more: its turn lasts as long.
      verified.then(endTurn, endTurn)
      return await raceSignal(verified, signal)
    })
  }

  return { generate, verify, close: worker.close }
}

function taskOf(
  prompt: Prompt,
  { seed, trace }: GenerateOptions,
): GenerationTask {
  return { prompt: encodePrompt(prompt), seed, trace }
}

/**
 * Asks for one message of parts after the other, always one ahead, so that the
 * worker need not wait; leaving tells it to stop after those at hand.
 */
async function* pull(
  worker: WorkerClient,
  generation: number,
  task: GenerationTask,
  signal: AbortSignal,
): AsyncGenerator<GenerationPart, void, undefined> {
  try {
    await raceSignal(worker.ask({ type: 'start', generation, task }), signal)
    let asked = worker.ask({ type: 'next', generation })
    while (true) {
      const parts = await raceSignal(asked, signal)
      if (parts.length === 0) return
      asked = worker.ask({ type: 'next', generation })
      // Whoever leaves meanwhile does not want to know.
      asked.catch(() => {})
      for (const part of parts) {
        signal.throwIfAborted()
        yield part
      }
    }
  } finally {
    // A worker that has ended needs no telling.
    worker.ask({ type: 'stop', generation }).catch(() => {})
  }
}
