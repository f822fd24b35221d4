import { expect, test } from 'vitest'
import { AichainError } from './aichain-error.js'
import { InvalidArgumentError, OperationTimeoutError } from './operation.js'

test('a timeout says what, how long and what to do', () => {
  const error = new OperationTimeoutError({ operation: 'ask', timeout: 50 })
  expect(AichainError.isInstance(error)).toBe(true)
  expect(error.isRetryable).toBe(true)
  expect(error.message).toMatchInlineSnapshot(`
    "ask did not finish within 50 ms.
    operation: ask
    timeout: 50 ms
    Call it again with a longer timeout."
  `)
})

test('a wrong argument is named, with what was expected and what arrived', () => {
  const error = new InvalidArgumentError({
    argument: 'committeeSize',
    expected: 'a whole number from 3 to 15',
    actual: 2,
  })
  expect(error.message).toMatchInlineSnapshot(`
    "The argument 'committeeSize' must be a whole number from 3 to 15.
    argument: committeeSize
    actual: 2
    Correct the argument and call again."
  `)
})

test('a long argument is cut', () => {
  const error = new InvalidArgumentError({
    argument: 'text',
    expected: 'short',
    actual: 'x'.repeat(5000),
  })
  expect(error.message.length).toBeLessThan(250)
})

test.each([
  Object.create(null),
  JSON.parse('{ "toString": 1, "valueOf": 1 }'),
  [Object.create(null)],
  Symbol('text'),
])('an argument that has no text is named too', (actual) => {
  const of = { argument: 'text', expected: 'text', actual }
  expect(new InvalidArgumentError(of).message).toContain("'text' must be text")
})
