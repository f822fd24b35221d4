import { AichainError } from './aichain-error.js'

/**
 * An adapter does not behave as its port promises.
 *
 * Thrown by the conformance suites of `@aichain/base/testing` only, never by
 * clients. The facts say what was looked at, what was expected and what the
 * adapter did. Mend the adapter.
 */
export class ConformanceError extends AichainError {
  readonly code = 'conformance'
  /** What was looked at. */
  readonly subject: string

  constructor(parameters: {
    readonly subject: string
    readonly expected: string
    readonly actual: string
    readonly cause?: unknown
  }) {
    const { subject, expected, actual, cause } = parameters
    super({
      shortMessage: `The adapter breaks its port: ${subject}.`,
      remedy: 'Mend the adapter; the port documents what is promised.',
      facts: [`expected: ${expected}`, `actual: ${actual}`],
      cause,
    })
    this.subject = subject
  }
}
