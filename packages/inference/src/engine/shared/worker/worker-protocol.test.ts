import { expect, test } from 'vitest'
import {
  EngineUnavailableError,
  InferenceFailedError,
  SeedMissingError,
} from '../../../errors/inference.js'
import { ModelUnsupportedError } from '../../../errors/model.js'
import { errorOf, faultOf } from './worker-protocol.js'

test.each([
  new ModelUnsupportedError({ reason: 'a', remedy: 'b', path: 'c' }),
  new ModelUnsupportedError({ reason: 'a', remedy: 'b' }),
  new EngineUnavailableError({ missing: 'a', remedy: 'b' }),
  new SeedMissingError(),
  new InferenceFailedError({ reason: 'a' }),
])('$code survives the way between threads', (error) => {
  const arrived = errorOf(structuredClone(faultOf(error)))
  expect(arrived).toBeInstanceOf(error.constructor)
  expect(arrived.message).toBe(error.message)
})

test.each([
  [new RangeError('out of memory'), 'RangeError: out of memory'],
  ['a string', 'a string'],
  [undefined, 'undefined'],
])('%s is a failed inference', (error, reason) => {
  const arrived = errorOf(faultOf(error))
  expect(arrived).toBeInstanceOf(InferenceFailedError)
  expect(arrived).toMatchObject({ reason })
})
