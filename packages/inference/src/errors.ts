/**
 * Every error of the engines and importers, and the way to read them back from
 * JSON.
 *
 * @packageDocumentation
 */

export {
  type AichainErrorParameters,
  type CauseJson,
  type ErrorJson,
  InvalidArgumentError,
  OperationTimeoutError,
  UnknownError,
} from '@aichain/base'
export * from './errors/hub.js'
export * from './errors/inference.js'
export {
  AichainError,
  type ErrorCode,
  type KnownError,
  parseError,
} from './errors/known-error.js'
export * from './errors/model.js'
