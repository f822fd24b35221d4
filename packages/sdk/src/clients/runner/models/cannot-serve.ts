import { AichainError } from '@aichain/base'

/**
 * Whether a failure says that a model cannot be served here, and not only that
 * something cannot be reached now, such as files that nobody gives: a place that
 * is given back has to be paid for again, and absence costs less for a while.
 */
export function cannotServe(error: unknown): boolean {
  return AichainError.isInstance(error) && failures.has(error.code)
}

const failures: ReadonlySet<string> = new Set([
  'self-test-failed',
  'runtime-mismatch',
  'model-unsupported',
  'model-too-large',
  'model-file-missing',
  'manifest-invalid',
  'engine-unavailable',
])
