import { AichainError, type AichainErrorParameters } from './aichain-error.js'

/**
 * An error that this version does not know, as another version described it.
 *
 * Its `code` and sentences are those of the sender. Update the package to get
 * the class of its own.
 */
export class UnknownError extends AichainError {
  readonly code: string
  override readonly isRetryable: boolean

  constructor(
    parameters: AichainErrorParameters & {
      readonly name: string
      readonly code: string
      readonly isRetryable: boolean
      /** The values that it carries; they become properties. */
      readonly fields?: object | undefined
    },
  ) {
    super(parameters)
    this.code = parameters.code
    this.isRetryable = parameters.isRetryable
    Object.assign(this, parameters.fields, { name: parameters.name })
  }
}
