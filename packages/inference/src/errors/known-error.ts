import {
  type AichainErrorOf,
  AichainError as AnyAichainError,
  type ErrorClassOf,
  errorClassesOf,
  errorParser,
  InvalidArgumentError,
  OperationTimeoutError,
} from '@aichain/base'
import * as hub from './hub.js'
import * as inference from './inference.js'
import * as model from './model.js'

/** Not a constant, so that bundlers leave it out where nobody parses. */
function known() {
  return {
    InvalidArgumentError,
    OperationTimeoutError,
    ...hub,
    ...inference,
    ...model,
  }
}

/** Any error of this package. */
export type KnownError = InstanceType<ErrorClassOf<ReturnType<typeof known>>>

/** The `code` of any error of this package. */
export type ErrorCode = KnownError['code']

/** The base of all errors, whose `code` is one of {@link ErrorCode}. */
export const AichainError = AnyAichainError as AichainErrorOf<KnownError>
export type AichainError = KnownError

/**
 * The error that `toJSON` wrote, of its own class. A code that this version
 * does not know becomes an `UnknownError`.
 *
 * @throws InvalidArgumentError - No error's `toJSON` wrote it.
 *
 * @example
 * ```ts
 * import { parseError, SeedMissingError } from '@aichain/inference/errors'
 *
 * const text = JSON.stringify(new SeedMissingError())
 * parseError(JSON.parse(text)) instanceof SeedMissingError // true
 * ```
 */
export function parseError(json: unknown): AichainError {
  return errorParser(errorClassesOf(known()))(json) as AichainError
}
