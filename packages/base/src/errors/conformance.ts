import { defineError } from './define-error.js'

/**
 * An adapter does not behave as its port promises.
 *
 * Thrown by the conformance suites of `@aichain/base/testing` only, never by
 * clients. The facts say what was looked at, what was expected and what the
 * adapter did. Correct the adapter.
 */
export class ConformanceError extends /* @__PURE__ */ defineError<{
  /** What was looked at. */
  readonly subject: string
  readonly expected: string
  readonly actual: string
}>()({
  code: 'conformance',
  message: ({ subject }) => `The adapter breaks its port: ${subject}.`,
  remedy: 'Correct the adapter; the port documents what is promised.',
  facts: ({ expected, actual }) => ({ expected, actual }),
}) {}
