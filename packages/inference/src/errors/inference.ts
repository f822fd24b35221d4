import { AichainError } from '@aichain/base'

/**
 * This machine's inference runtime is not the one that the model pins.
 *
 * Nothing was computed. Why: another version of the runtime, or altered files,
 * may give other bits, and a vote on other bits is a wrong vote. Install the
 * pinned versions (the facts name the first field that differs), or publish the
 * model again under the runtime you have.
 */
export class RuntimeMismatchError extends AichainError {
  readonly code = 'runtime-mismatch'
  /** Field of the manifest's `runtime` that differs. */
  readonly field: string
  readonly pinned: string
  readonly actual: string

  constructor(parameters: {
    readonly field: string
    readonly pinned: string | number
    readonly actual: string | number
  }) {
    const { field } = parameters
    const pinned = String(parameters.pinned)
    const actual = String(parameters.actual)
    super({
      shortMessage: `The model pins another inference runtime: '${field}' differs.`,
      remedy: 'Install the runtime that the model pins.',
      facts: [`field: ${field}`, `pinned: ${pinned}`, `actual: ${actual}`],
    })
    this.field = field
    this.pinned = pinned
    this.actual = actual
  }
}

/**
 * The inference stopped through a fault of this machine.
 *
 * No output exists, and none must be voted on. Why: the worker ran out of
 * memory, crashed or was ended. Load the model again; if it recurs, give the
 * process more memory or choose a smaller model.
 */
export class InferenceFailedError extends AichainError {
  readonly code = 'inference-failed'
  override readonly isRetryable = true
  /** What the runtime said. */
  readonly reason: string

  constructor(parameters: {
    readonly reason: string
    readonly cause?: unknown
  }) {
    const { reason, cause } = parameters
    super({
      shortMessage: 'The inference failed on this machine.',
      remedy: 'Load the model again; free memory if it recurs.',
      facts: [`reason: ${reason}`],
      cause,
    })
    this.reason = reason
  }
}

/**
 * The model draws its tokens, and nothing was given to draw from.
 *
 * Nothing was computed. Why: the model's sampler is `seeded/1`, which needs a
 * seed, and the caller passed none; a node always passes the task's id. Pass
 * `seed`: the id of the task to check an answer, any 32 bytes to try a model.
 */
export class SeedMissingError extends AichainError {
  readonly code = 'seed-missing'

  constructor() {
    super({
      shortMessage: 'The model draws its tokens and needs a seed.',
      remedy: "Pass 'seed': the task's id.",
    })
  }
}

/**
 * The inference session is closed.
 *
 * Why: `close` was called, before or during the generation. Load the model
 * again for a new session.
 */
export class SessionClosedError extends AichainError {
  readonly code = 'session-closed'

  constructor() {
    super({
      shortMessage: 'The inference session is closed.',
      remedy: 'Load the model again for a new session.',
    })
  }
}

/**
 * The engine lacks something it needs: an optional package, or its worker.
 *
 * Why: the packages that run models are optional peers, so that those who only
 * ask questions do not install them; or a bundler moved the engine's files.
 * Follow the remedy, which names the command or the option.
 */
export class EngineUnavailableError extends AichainError {
  readonly code = 'engine-unavailable'
  /** The package or file that is missing. */
  readonly missing: string

  constructor(parameters: {
    readonly missing: string
    readonly remedy: string
    readonly cause?: unknown
  }) {
    const { missing, remedy, cause } = parameters
    super({
      shortMessage: `The inference engine cannot run without '${missing}'.`,
      remedy,
      facts: [`missing: ${missing}`],
      cause,
    })
    this.missing = missing
  }
}
