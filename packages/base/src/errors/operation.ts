import { type Caused, defineError } from './define-error.js'

/**
 * A call took longer than its `timeout`.
 *
 * What was already sent on-chain stays sent. Why: the chain, the content store
 * or a node is slow, or the timeout is short for the block time. Call again
 * with a longer `timeout`; a task that was posted is followed up with
 * `TaskClient.resume`.
 */
export class OperationTimeoutError extends /* @__PURE__ */ defineError<{
  /** What was being done. */
  readonly operation: string
  /** Milliseconds that were allowed. */
  readonly timeout: number
  /** What stood in the way until then, where that is known. */
  readonly reason?: string | undefined
}>()({
  code: 'operation-timeout',
  isRetryable: true,
  message: ({ operation, timeout, reason }) =>
    `${operation} did not finish within ${timeout} ms${reason === undefined ? '' : ` (${reason})`}.`,
  remedy: 'Call it again with a longer timeout.',
  facts: ({ operation, timeout }) => ({ operation, timeout: `${timeout} ms` }),
}) {}

/**
 * An argument is not what the call accepts.
 *
 * Nothing was sent. Why: a value of the wrong type, or outside its range. The
 * facts say which argument, what was expected and what arrived.
 */
export class InvalidArgumentError extends /* @__PURE__ */ defineError<{
  readonly argument: string
  readonly expected: string
  /** As it was passed, in short. */
  readonly actual: string
}>()({
  code: 'invalid-argument',
  message: ({ argument, expected }) =>
    `The argument '${argument}' must be ${expected}.`,
  remedy: 'Correct the argument and call again.',
  facts: ({ argument, actual }) => ({ argument, actual }),
}) {
  constructor(
    parameters: {
      readonly argument: string
      readonly expected: string
      readonly actual: unknown
    } & Caused,
  ) {
    super({ ...parameters, actual: describe(parameters.actual) })
  }
}

/** Short, so that a whole document passed by mistake does not fill a log. */
function describe(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : textOf(value)
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}

/** Objects without a prototype, or with a `toString` from JSON, have no text. */
function textOf(value: unknown): string {
  try {
    return String(value)
  } catch {
    return typeof value
  }
}
