/**
 * What is left of a cause that was no error of the SDK, after it was written as
 * JSON: its name and its message.
 */
export class CauseError extends Error {
  constructor(parameters: {
    readonly name: string
    readonly message: string
    readonly cause?: unknown
  }) {
    super(parameters.message, { cause: parameters.cause })
    this.name = parameters.name
  }
}
