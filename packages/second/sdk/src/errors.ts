/**
 * Every error of the SDK, and the way to read them back from JSON. The root
 * exports the ones that an app meets most.
 *
 * @packageDocumentation
 */

export * from '@aichain/inference/errors'
export * from './errors/chain.js'
export * from './errors/content.js'
export * from './errors/contract.js'
export {
  AichainError,
  type ErrorCode,
  type KnownError,
  parseError,
} from './errors/known-error.js'
export * from './errors/model.js'
export * from './errors/runner.js'
export * from './errors/task.js'
