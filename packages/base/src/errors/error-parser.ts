import * as check from '../encoding/check.js'
import { fromPlain } from '../encoding/plain.js'
import type { AichainError } from './aichain-error.js'
import { CauseError } from './cause-error.js'
import { type Sentences, spoken } from './define-error.js'
import { type CauseJson, type ErrorJson, ownFields } from './error-json.js'
import { InvalidArgumentError } from './operation.js'
import { UnknownError } from './unknown-error.js'

/** A class made by `defineError`, whatever its fields. */
export type ErrorClass = (abstract new (
  ...parameters: never[]
) => AichainError) & { readonly code: string }

/** Reads what `toJSON` of an error wrote. */
export type ErrorParser = (json: unknown) => AichainError

/**
 * A function that turns what `AichainError.toJSON` gave into an error again, of
 * its own class and with its own sentences, fields and causes.
 *
 * A code that none of `classes` has becomes an {@link UnknownError}; what is no
 * such JSON at all is refused with an {@link InvalidArgumentError}.
 *
 * @example
 * ```ts
 * import { errorParser, OperationTimeoutError } from '@aichain/base'
 *
 * const parseError = errorParser([OperationTimeoutError])
 * const error = new OperationTimeoutError({ operation: 'ask', timeout: 50 })
 * parseError(structuredClone(error.toJSON())) // an equal OperationTimeoutError
 * ```
 */
export function errorParser(classes: Iterable<ErrorClass>): ErrorParser {
  const byCode = new Map([...classes].map((each) => [each.code, each]))
  const revive = (plain: object): unknown => {
    if (isErrorJson(plain)) return reviveError(plain, byCode, revive)
    return isCauseJson(plain) ? reviveCause(plain, revive) : undefined
  }
  return (json) => {
    if (check.isObject(json) && isErrorJson(json))
      return reviveError(json, byCode, revive)
    throw new InvalidArgumentError({
      argument: 'json',
      expected: 'what toJSON() of an error gave',
      actual: json,
    })
  }
}

/** Of all exports of a module, the classes that `defineError` made. */
export function errorClassesOf<Module extends object>(
  module: Module,
): readonly ErrorClassOf<Module>[] {
  return Object.values(module).filter(
    (each) =>
      typeof each === 'function' &&
      typeof (each as Partial<ErrorClass>).code === 'string',
  )
}

/** The types of those classes. */
export type ErrorClassOf<Module> = Extract<Module[keyof Module], ErrorClass>

type Revive = (plain: object) => unknown

function reviveError(
  json: ErrorJson,
  byCode: ReadonlyMap<string, ErrorClass>,
  revive: Revive,
): AichainError {
  const { name, code, shortMessage, remedy, facts, isRetryable } = json
  const sentences: Sentences = { shortMessage, remedy, facts: [...facts] }
  const carried = fromPlain(json.fields, revive)
  // What has the form of bytes, for example, is an object only as JSON.
  const fields = check.isObject(carried) ? ownFields(carried) : {}
  const cause = fromPlain(json.cause, revive)
  const known = byCode.get(code)
  if (known === undefined)
    return new UnknownError({
      ...{ ...sentences, name, code, isRetryable, fields, cause },
    })
  // Past the constructor of the class, which may shorten what it is given: what
  // arrives here has been through it.
  const parameters = { ...fields, cause, [spoken]: sentences }
  return Reflect.construct(Object.getPrototypeOf(known), [parameters], known)
}

function reviveCause(json: CauseJson, revive: Revive): CauseError {
  const { name, message } = json
  return new CauseError({ name, message, cause: fromPlain(json.cause, revive) })
}

const isTagged = check.matching((value) => value === 'error', 'error')
const anything: check.Check = () => undefined
const anObject = check.matching(check.isObject, 'an object')

const causeShape = check.object({
  $type: isTagged,
  name: check.text(),
  message: check.text(),
  cause: check.optional(anObject),
})

const errorShape = check.object({
  $type: isTagged,
  name: check.text(),
  code: check.text(),
  shortMessage: check.text(),
  remedy: check.text(),
  facts: check.list(check.text()),
  isRetryable: check.matching((value) => typeof value === 'boolean', 'boolean'),
  fields: anObject,
  cause: check.optional(anything),
})

function isErrorJson(value: object): value is ErrorJson {
  return errorShape(value) === undefined
}

function isCauseJson(value: object): value is CauseJson {
  return causeShape(value) === undefined
}
