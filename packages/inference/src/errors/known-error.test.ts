import { InvalidArgumentError, UnknownError } from '@aichain/base'
import { expect, expectTypeOf, test } from 'vitest'
import { SeedMissingError } from './inference.js'
import { AichainError, type ErrorCode, parseError } from './known-error.js'
import { ModelTooLargeError, type ModelUnsupportedError } from './model.js'

test('errors come back from JSON as what they were', () => {
  const error = new ModelTooLargeError({
    ...{ model: 'bafkreia', size: 20, maximum: 10 },
  })
  const arrived = parseError(JSON.parse(JSON.stringify(error)))
  expect(arrived).toBeInstanceOf(ModelTooLargeError)
  expect(arrived).toEqual(error)
})

test('what is not known stays an error', () => {
  const json = { ...new SeedMissingError().toJSON(), code: 'from-tomorrow' }
  expect(parseError(json)).toBeInstanceOf(UnknownError)
  expect(() => parseError('seed-missing')).toThrow(InvalidArgumentError)
})

test('the code of an error is one of those that exist', () => {
  const error: unknown = new SeedMissingError()
  if (!AichainError.isInstance(error)) throw error
  expectTypeOf(error.code).toEqualTypeOf<ErrorCode>()
  // @ts-expect-error no error has this code
  expect(error.code === 'seed-mising').toBe(false)
  expect(error.code === 'seed-missing').toBe(true)
  if (error.code === 'model-unsupported')
    expectTypeOf(error).toEqualTypeOf<ModelUnsupportedError>()
})

test('an error of one’s own can extend the base', () => {
  class OwnError extends AichainError {
    readonly code = 'own'
  }
  const error = new OwnError({ shortMessage: 'Own.', remedy: 'None.' })
  expect(AichainError.isInstance(error)).toBe(true)
  expect(error).toBeInstanceOf(AichainError)
})
