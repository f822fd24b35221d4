import { AichainError } from './aichain-error.js'

/**
 * A call took longer than its `timeout`.
 *
 * What was already sent on-chain stays sent. Why: the chain, the content store
 * or a node is slow, or the timeout is short for the block time. Call again
 * with a longer `timeout`; a task that was posted is followed up with
 * `TaskClient.resume`.
 */
export class OperationTimeoutError extends AichainError {
  readonly code = 'operation-timeout'
  override readonly isRetryable = true
  /** What was being done. */
  readonly operation: string
  /** Milliseconds that were allowed. */
  readonly timeout: number

  constructor(parameters: {
    readonly operation: string
    readonly timeout: number
  }) {
    const { operation, timeout } = parameters
    super({
      shortMessage: `${operation} did not finish within ${timeout} ms.`,
      remedy: 'Call it again with a longer timeout.',
      facts: [`operation: ${operation}`, `timeout: ${timeout} ms`],
    })
    this.operation = operation
    this.timeout = timeout
  }
}

/**
 * An argument is not what the call accepts.
 *
 * Nothing was sent. Why: a value of the wrong type, or outside its range. The
 * facts say which argument, what was expected and what arrived.
 */
export class InvalidArgumentError extends AichainError {
  readonly code = 'invalid-argument'
  readonly argument: string
  readonly expected: string
  readonly actual: string

  constructor(parameters: {
    readonly argument: string
    readonly expected: string
    readonly actual: unknown
    readonly cause?: unknown
  }) {
    const { argument, expected, cause } = parameters
    const actual = describe(parameters.actual)
    super({
      shortMessage: `The argument '${argument}' must be ${expected}.`,
      remedy: 'Correct the argument and call again.',
      facts: [`argument: ${argument}`, `actual: ${actual}`],
      cause,
    })
    this.argument = argument
    this.expected = expected
    this.actual = actual
  }
}

/** Short, so that a whole document passed by mistake does not fill a log. */
function describe(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}
