import { AichainError } from '@aichain/base'
import type { Generation } from '../../../document/output.js'
import {
  EngineUnavailableError,
  InferenceFailedError,
  SeedMissingError,
} from '../../../errors/inference.js'
import { ModelUnsupportedError } from '../../../errors/model.js'
import type {
  GenerationPart,
  Verification,
} from '../../../ports/inference-engine.js'
import type { GenerationTask } from '../decoding/generation-task.js'

/**
 * What the caller's thread asks of the worker. A generation is pulled part by
 * part: when nobody asks for the next token, none is computed, so stopping
 * needs no shared memory.
 */
export type WorkerRequest =
  /** What the engine's own worker reads from `source` is its own affair. */
  | { readonly type: 'load'; readonly source: unknown }
  | {
      readonly type: 'start'
      readonly generation: number
      readonly task: GenerationTask
    }
  | { readonly type: 'next'; readonly generation: number }
  | { readonly type: 'stop'; readonly generation: number }
  | {
      readonly type: 'verify'
      readonly task: GenerationTask
      /** What is claimed to be the answer. */
      readonly claim: Generation
    }

/** What each kind of request is answered with. */
export type WorkerAnswers = {
  readonly load: undefined
  readonly start: undefined
  /** One part or a few; none after the last. */
  readonly next: readonly GenerationPart[]
  readonly stop: undefined
  readonly verify: Verification
}

/** A request on its way; `id` pairs it with its reply. */
export type RequestEnvelope = {
  readonly id: number
  readonly request: WorkerRequest
}

/** A reply on its way. */
export type ReplyEnvelope =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly fault: WorkerFault }

/** An error as plain data, because classes do not survive the way between threads. */
export type WorkerFault =
  | {
      readonly type: 'model-unsupported'
      readonly reason: string
      readonly remedy: string
      readonly path: string | undefined
    }
  | {
      readonly type: 'engine-unavailable'
      readonly missing: string
      readonly remedy: string
    }
  | { readonly type: 'seed-missing' }
  | { readonly type: 'inference-failed'; readonly reason: string }

/** In the worker: an error becomes data. */
export function faultOf(error: unknown): WorkerFault {
  if (error instanceof ModelUnsupportedError) {
    const { reason, remedy, path } = error
    return { type: 'model-unsupported', reason, remedy, path }
  }
  if (error instanceof EngineUnavailableError) {
    const { missing, remedy } = error
    return { type: 'engine-unavailable', missing, remedy }
  }
  if (error instanceof SeedMissingError) return { type: 'seed-missing' }
  if (error instanceof InferenceFailedError) {
    return { type: 'inference-failed', reason: error.reason }
  }
  return { type: 'inference-failed', reason: describe(error) }
}

/** In the caller's thread: data becomes the error that it was. */
export function errorOf(fault: WorkerFault): AichainError {
  switch (fault.type) {
    case 'model-unsupported': {
      const { reason, remedy, path } = fault
      return new ModelUnsupportedError({ reason, remedy, path })
    }
    case 'engine-unavailable': {
      const { missing, remedy } = fault
      return new EngineUnavailableError({ missing, remedy })
    }
    case 'seed-missing':
      return new SeedMissingError()
    case 'inference-failed':
      return new InferenceFailedError({ reason: fault.reason })
  }
}

function describe(error: unknown): string {
  if (AichainError.isInstance(error)) return error.shortMessage
  return error instanceof Error ? `${error.name}: ${error.message}` : `${error}`
}
