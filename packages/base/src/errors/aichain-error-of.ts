import type { AichainError, AichainErrorParameters } from './aichain-error.js'

/**
 * `AichainError` as a package shows it that knows which errors there are: what
 * `isInstance` recognises is one of them, so that a mistyped `code` does not
 * compile.
 */
export type AichainErrorOf<Known extends AichainError> = (abstract new (
  parameters: AichainErrorParameters,
) => AichainError) & {
  /** Whether `error` comes from the SDK, also from another copy of it. */
  readonly isInstance: (error: unknown) => error is Known
}
