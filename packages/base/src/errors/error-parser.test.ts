import { expect, test } from 'vitest'
import { AichainError } from './aichain-error.js'
import { CauseError } from './cause-error.js'
import { defineError } from './define-error.js'
import { errorClassesOf, errorParser } from './error-parser.js'
import * as operation from './operation.js'
import { UnknownError } from './unknown-error.js'

class BookLostError extends defineError<{
  readonly title: string
  readonly price: bigint
  readonly cover: Uint8Array
  readonly attempts: readonly { readonly error: AichainError }[]
  readonly shelf?: string | undefined
}>()({
  code: 'book-lost',
  message: ({ title }) => `'${title}' is lost.`,
  remedy: 'Look on the other shelves.',
}) {}

class AdvisedError extends defineError<{ readonly remedy: string }>()({
  code: 'advised',
  message: 'Advised.',
  remedy: ({ remedy }) => remedy,
  facts: () => ({}),
}) {}

const { InvalidArgumentError, OperationTimeoutError } = operation
const parseError = errorParser([
  ...errorClassesOf(operation),
  BookLostError,
  AdvisedError,
])
const late = new OperationTimeoutError({ operation: 'ask', timeout: 50 })

const lost = new BookLostError({
  title: 'Emil',
  price: 2n ** 80n,
  cover: new Uint8Array([1, 2]),
  attempts: [{ error: late }],
  shelf: undefined,
  cause: new AdvisedError({ remedy: 'Rest.', cause: late }),
})

test.each([
  lost,
  late,
  new AdvisedError({ remedy: 'Sleep on it.' }),
  new InvalidArgumentError({ argument: 'a', expected: 'b', actual: 'c"d' }),
])('$code arrives as it left', (error) => {
  for (const json of [
    JSON.parse(JSON.stringify(error)),
    structuredClone(error.toJSON()),
  ]) {
    const arrived = parseError(json)
    expect(arrived).toBeInstanceOf(error.constructor)
    expect(arrived).toEqual(error)
    expect(arrived.message).toBe(error.message)
    expect(arrived.isRetryable).toBe(error.isRetryable)
    expect(arrived.cause).toEqual(error.cause)
    expect(arrived.toJSON()).toEqual(error.toJSON())
  }
})

test('errors inside keep their classes', () => {
  const arrived = parseError(lost.toJSON()) as BookLostError
  expect(arrived.attempts[0]?.error).toBeInstanceOf(OperationTimeoutError)
  expect(arrived.cause).toBeInstanceOf(AdvisedError)
  expect((arrived.cause as Error).cause).toBeInstanceOf(OperationTimeoutError)
})

test('an error over a message channel arrives as it left', async () => {
  const { port1, port2 } = new MessageChannel()
  const received = new Promise((resolve) => {
    port2.onmessage = ({ data }) => resolve(data)
  })
  port1.postMessage(lost.toJSON())
  expect(parseError(await received)).toEqual(lost)
  port1.close()
})

test('a field that the class does not compute with is not needed', () => {
  const json = { ...lost.toJSON(), fields: {} }
  expect(parseError(json).shortMessage).toBe("'Emil' is lost.")
})

test('an unknown code keeps what was said', () => {
  const parse = errorParser([])
  const arrived = parse(lost.toJSON())
  expect(arrived).toBeInstanceOf(UnknownError)
  expect(AichainError.isInstance(arrived)).toBe(true)
  expect(arrived).toMatchObject({
    name: 'BookLostError',
    code: 'book-lost',
    price: 2n ** 80n,
  })
  expect(arrived.toJSON()).toEqual(lost.toJSON())
})

test('of a cause from elsewhere, name and message are kept', () => {
  const root = new TypeError('fetch failed', { cause: new Error('ECONNRESET') })
  const arrived = parseError(
    new AdvisedError({ remedy: 'Rest.', cause: root }).toJSON(),
  )
  const cause = arrived.cause as Error
  expect(cause).toBeInstanceOf(CauseError)
  expect([cause.name, cause.message]).toEqual(['TypeError', 'fetch failed'])
  expect(cause.cause).toMatchObject({ name: 'Error', message: 'ECONNRESET' })
})

test.each([
  ['a wallet’s object', { code: 4001, message: 'denied' }, 'denied'],
  ['a text', 'stopped', 'stopped'],
  ['an object without words', { code: 1 }, undefined],
  ['a number', 5, undefined],
])('a cause can be %s', (_, cause, message) => {
  const json = new AdvisedError({ remedy: 'Rest.', cause }).toJSON()
  expect((json.cause as { message?: string } | undefined)?.message).toBe(
    message,
  )
})

test('a short message is preferred, because the long one can hold an address', () => {
  const cause = Object.assign(new Error('URL: https://rpc.example/secret'), {
    shortMessage: 'HTTP request failed.',
  })
  const text = JSON.stringify(new AdvisedError({ remedy: 'Rest.', cause }))
  expect(text).toContain('HTTP request failed.')
  expect(text).not.toContain('secret')
})

test('no error is too odd for JSON', () => {
  const circle = new AdvisedError({ remedy: 'Rest.' })
  Object.assign(circle, { cause: circle, self: circle, act: () => 1 })
  const text = JSON.stringify({ circle, list: [circle] })
  expect(text).toContain('Rest.')
  expect(parseError(JSON.parse(text).circle)).toBeInstanceOf(AdvisedError)
})

test('fields from outside do not replace what every error has', () => {
  const fields = JSON.parse(
    '{"title":"x","toJSON":1,"message":"other","__proto__":{"isEvil":true}}',
  )
  for (const parse of [parseError, errorParser([])]) {
    const arrived = parse({ ...lost.toJSON(), fields })
    expect(arrived.message).toBe(lost.message)
    expect(arrived.toJSON().shortMessage).toBe("'Emil' is lost.")
    expect(arrived).not.toHaveProperty('isEvil')
  }
})

test.each([
  { $type: 'bytes', value: '0xzz' },
  { $type: 'undefined', value: null },
])('fields that turn out to be none are left out: %j', (fields) => {
  const arrived = parseError({ ...lost.toJSON(), fields })
  expect(arrived.message).toBe(lost.message)
})

test.each([
  undefined,
  null,
  'book-lost',
  [],
  {},
  { ...late.toJSON(), facts: 'none' },
  { ...late.toJSON(), fields: [] },
])('%o is no error', (json) => {
  expect(() => parseError(json)).toThrow(InvalidArgumentError)
})
