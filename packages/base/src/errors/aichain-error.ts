import { type ErrorJson, errorJson } from './error-json.js'
import { isMarked, marker } from './marker.js'

/** What every error of the SDK is made of. */
export type AichainErrorParameters = {
  /** One sentence: what happened. */
  readonly shortMessage: string
  /** One sentence: what to do now. */
  readonly remedy: string
  /** The values involved, as `name: value` lines; never secrets. */
  readonly facts?: readonly string[] | undefined
  readonly cause?: unknown
}

/**
 * Base of every error that the SDK throws.
 *
 * Match on `code`, which is stable; the message is for people and may change.
 *
 * @example
 * ```ts
 * import { AichainError, OperationTimeoutError } from '@aichain/base'
 *
 * function explain(error: unknown): string {
 *   if (!AichainError.isInstance(error)) return 'not from AIChain'
 *   if (error instanceof OperationTimeoutError) return `${error.timeout} ms`
 *   return `${error.code}: ${error.remedy}`
 * }
 * ```
 */
export abstract class AichainError extends Error {
  /** Stable identifier in kebab case; also the anchor on the page of errors. */
  abstract readonly code: string
  /** Whether the same call may succeed later without a change of input. */
  readonly isRetryable: boolean = false
  readonly shortMessage: string
  readonly remedy: string
  readonly facts: readonly string[]

  constructor(parameters: AichainErrorParameters) {
    const { shortMessage, remedy, facts = [], cause } = parameters
    super([shortMessage, ...facts, remedy].join('\n'), { cause })
    // Not a property of the type: declarations of other packages could not name it.
    Object.defineProperty(this, marker, { value: true })
    this.name = new.target.name
    this.shortMessage = shortMessage
    this.remedy = remedy
    this.facts = facts
  }

  /**
   * The error as plain data, for logs, workers and other machines: everything
   * that it says and carries, and its causes, but no stack. `JSON.stringify`
   * calls it, `structuredClone` and `postMessage` take what it returns, and
   * `parseError` turns it into an error again.
   *
   * @example
   * ```ts
   * import { OperationTimeoutError } from '@aichain/base'
   *
   * const error = new OperationTimeoutError({ operation: 'ask', timeout: 50 })
   * error.toJSON().fields // { operation: 'ask', timeout: 50 }
   * ```
   */
  toJSON(): ErrorJson {
    return errorJson(this)
  }

  /** Whether `error` comes from the SDK, also from another copy of it. */
  static isInstance(error: unknown): error is AichainError {
    return isMarked(error)
  }
}
