import {
  type AichainErrorOf,
  AichainError as AnyAichainError,
  type ErrorClassOf,
  errorClassesOf,
  errorParser,
} from '@aichain/base'
import * as inference from '@aichain/inference/errors'
import * as chain from './chain.js'
import * as content from './content.js'
import * as contract from './contract.js'
import * as model from './model.js'
import * as runner from './runner.js'
import * as task from './task.js'

/** Not a constant, so that bundlers leave it out where nobody parses. */
function known() {
  return {
    ...inference,
    ...chain,
    ...content,
    ...contract,
    ...model,
    ...runner,
    ...task,
  }
}

/** Any error of the SDK. */
export type KnownError = InstanceType<ErrorClassOf<ReturnType<typeof known>>>

/** The `code` of any error of the SDK. */
export type ErrorCode = KnownError['code']

/**
 * The base of every error that the SDK throws.
 *
 * Match on `code`, which is stable; the message is for people and may change.
 * What `isInstance` recognises has one of the codes that this version knows;
 * only an error of your own, or of another version, can have another one.
 *
 * @example
 * ```ts
 * import { AichainError } from '@aichain/sdk'
 *
 * function explain(error: unknown): string {
 *   if (!AichainError.isInstance(error)) return 'not from AIChain'
 *   switch (error.code) {
 *     case 'insufficient-funds':
 *       return `${error.account} needs ${error.value} wei and gas`
 *     case 'transaction-rejected':
 *       return 'you declined'
 *     default:
 *       return `${error.shortMessage} ${error.remedy}`
 *   }
 * }
 * ```
 */
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
 * import { parseError, WalletMissingError } from '@aichain/sdk/errors'
 *
 * const text = JSON.stringify(new WalletMissingError())
 * parseError(JSON.parse(text)) instanceof WalletMissingError // true
 * ```
 */
export function parseError(json: unknown): AichainError {
  return errorParser(errorClassesOf(known()))(json) as AichainError
}
