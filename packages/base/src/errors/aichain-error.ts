const marker: unique symbol = Symbol.for('aichain.error')

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
 * import { AichainError, ContentTamperedError } from '@aichain/base'
 *
 * function explain(error: unknown): string {
 *   if (!AichainError.isInstance(error)) return 'not from AIChain'
 *   if (error instanceof ContentTamperedError) return 'try another gateway'
 *   return `${error.code}: ${error.remedy}`
 * }
 * ```
 */
export abstract class AichainError extends Error {
  /** Stable identifier in kebab case; also the anchor of the error's documentation. */
  abstract readonly code: string
  /** Whether the same call may succeed later without a change of input. */
  readonly isRetryable: boolean = false
  readonly shortMessage: string
  readonly remedy: string
  readonly facts: readonly string[]

  /** Marks errors across duplicate copies of this package. */
  readonly [marker] = true

  constructor(parameters: AichainErrorParameters) {
    const { shortMessage, remedy, facts = [], cause } = parameters
    super([shortMessage, ...facts, remedy].join('\n'), { cause })
    this.name = new.target.name
    this.shortMessage = shortMessage
    this.remedy = remedy
    this.facts = facts
  }

  /** Path of the page that explains this error, under the documentation root. */
  get docsPath(): string {
    return `/errors#${this.code}`
  }

  /** Whether `error` comes from the SDK, also from another copy of it. */
  static isInstance(error: unknown): error is AichainError {
    return (
      typeof error === 'object' &&
      error !== null &&
      (error as { [marker]?: unknown })[marker] === true
    )
  }
}
