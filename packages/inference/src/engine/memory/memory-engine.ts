import type { Clock } from '@aichain/base'
import { callSignal, raceSignal, systemClock } from '@aichain/base'
import { explainDivergence } from '../../diagnosis/divergence.js'
import type { ModelManifest } from '../../document/manifest.js'
import type { Generation } from '../../document/output.js'
import type { Prompt } from '../../document/prompt.js'
import {
  RuntimeMismatchError,
  SessionClosedError,
} from '../../errors/inference.js'
import type {
  GenerateOptions,
  GenerationPart,
  InferenceEngine,
  InferenceSession,
  Verification,
} from '../../ports/inference-engine.js'
import {
  generateFromHash,
  pretendedLogits,
  pretendedStep,
} from './generate-from-hash.js'
import { memoryRuntime } from './memory-model.js'

/** How the fake engine behaves. */
export type MemoryEngineOptions = {
  /** What to answer; by default, words drawn from a hash of model and prompt. */
  readonly reply?: ((prompt: Prompt) => string) | undefined
  /** Milliseconds before each token. Default 0. */
  readonly tokenDelay?: number | undefined
  readonly clock?: Clock | undefined
}

/**
 * An `InferenceEngine` without a model: instant, deterministic, and true to the
 * port (limits, streaming, one generation at a time, abort between tokens). For
 * tests of whatever needs answers but not meaning.
 *
 * @example
 * ```ts
 * import { memoryEngine } from '@aichain/inference/testing'
 *
 * const engine = memoryEngine({ reply: () => 'Paris, of course.' })
 * ```
 */
export function memoryEngine(
  options: MemoryEngineOptions = {},
): InferenceEngine {
  return {
    executionProvider: 'wasm',
    runtime: async () => memoryRuntime,
    load: async ({ manifest }, { signal, onProgress } = {}) => {
      signal?.throwIfAborted()
      refuseOtherRuntime(manifest)
      onProgress?.({ type: 'session' })
      return openSession(manifest, options)
    },
  }
}

function openSession(
  manifest: ModelManifest,
  options: MemoryEngineOptions,
): InferenceSession {
  const closed = new AbortController()
  let turn: Promise<void> = Promise.resolve()

  async function* generate(
    prompt: Prompt,
    call: GenerateOptions = {},
  ): AsyncGenerator<GenerationPart> {
    const previous = turn
    let endTurn = () => {}
    turn = new Promise((resolve) => {
      endTurn = resolve
    })
    const { clock } = options
    const { signal, release } = callSignal({
      ...call,
      clock,
      operation: 'generate',
    })
    try {
      await raceSignal(raceSignal(previous, closed.signal), signal)
      yield* speak(manifest, prompt, { ...options, ...call }, [
        signal,
        closed.signal,
      ])
    } finally {
      release()
      // Who gave up waiting must not let others overtake the one at work.
      previous.then(endTurn)
    }
  }

  async function verify(
    prompt: Prompt,
    claim: Generation,
    call: GenerateOptions = {},
  ): Promise<Verification> {
    for await (const part of generate(prompt, call)) {
      if (part.type !== 'generation') continue
      const divergence = explainDivergence(claim, part.generation)
      if (divergence) return { valid: false, divergence }
    }
    return { valid: true }
  }

  return {
    generate,
    verify,
    close: async () => closed.abort(new SessionClosedError()),
  }
}

async function* speak(
  manifest: ModelManifest,
  prompt: Prompt,
  options: MemoryEngineOptions & GenerateOptions,
  signals: readonly [AbortSignal, AbortSignal],
): AsyncGenerator<GenerationPart> {
  const { tokenDelay = 0, clock = systemClock, trace } = options
  const [call, session] = signals
  const { parts, generation } = generateFromHash(manifest, prompt, options)
  for (const [index, part] of parts.entries()) {
    const pause = tokenDelay > 0 ? clock.sleep(tokenDelay, call) : undefined
    await raceSignal(Promise.resolve(pause), session)
    call.throwIfAborted()
    const tokens = parts.slice(0, index + 1).map(({ token }) => token)
    const logits = trace ? { logits: pretendedStep(tokens) } : {}
    yield { type: 'token', index, ...part, ...logits }
  }
  session.throwIfAborted()
  call.throwIfAborted()
  const logits = trace ? { logits: pretendedLogits(generation) } : {}
  yield { type: 'generation', generation, ...logits }
}

function refuseOtherRuntime({ runtime }: ModelManifest): void {
  for (const field of ['package', 'version'] as const) {
    const [pinned, actual] = [runtime[field], memoryRuntime[field]]
    if (pinned === actual) continue
    throw new RuntimeMismatchError({ field, pinned, actual })
  }
}
