import { AichainError } from '@aichain/base'

/**
 * Whether a failure says that a model cannot be served here, and not only that
 * something cannot be reached now: a place that is offered for it would cost.
 */
export function cannotServe(error: unknown): boolean {
  return AichainError.isInstance(error) && failures.has(error.code)
}

const failures: ReadonlySet<string> = new Set([
  'self-test-failed',
  'runtime-mismatch',
  'model-not-found',
  'model-unsupported',
  'model-too-large',
  'model-file-missing',
  'manifest-invalid',
  'content-not-found',
  'content-tampered',
  'engine-unavailable',
])
