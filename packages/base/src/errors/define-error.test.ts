import { expect, test } from 'vitest'
import { AichainError } from './aichain-error.js'
import { defineError, definerOf } from './define-error.js'
import { inBytes, inWei } from './fact-formats.js'

class ShelfFullError extends defineError<{
  readonly shelf: string
  readonly room: bigint
  readonly books: readonly string[]
}>()({
  code: 'shelf-full',
  isRetryable: true,
  message: ({ shelf }) => `The shelf '${shelf}' is full.`,
  remedy: 'Take a book out.',
}) {}

class LightOutError extends defineError()({
  code: 'light-out',
  message: 'The light is out.',
  remedy: 'Change the bulb.',
}) {}

const cause = { code: 'beneath' }
const error = new ShelfFullError({ shelf: 'a', room: 0n, books: ['b'], cause })

test('an instance has the code, the sentences, the fields and the cause', () => {
  expect(error).toMatchObject({
    name: 'ShelfFullError',
    code: 'shelf-full',
    isRetryable: true,
    shortMessage: "The shelf 'a' is full.",
    remedy: 'Take a book out.',
    shelf: 'a',
    room: 0n,
    books: ['b'],
    cause,
  })
})

test('the facts are the fields that fit on a line', () => {
  expect(error.facts).toEqual(['shelf: a', 'room: 0'])
  expect(error.message).toBe(
    "The shelf 'a' is full.\nshelf: a\nroom: 0\nTake a book out.",
  )
})

test('chosen facts replace them, and what is undefined is left out', () => {
  class Chosen extends defineError<{ readonly wei: bigint }>()({
    code: 'chosen',
    message: 'Chosen.',
    remedy: 'None.',
    facts: ({ wei }) => ({ amount: `${wei} wei`, by: undefined }),
  }) {}
  expect(new Chosen({ wei: 5n }).facts).toEqual(['amount: 5 wei'])
})

test('facts can be lines, and fields can have a format', () => {
  class Lines extends defineError<{ readonly tries: readonly string[] }>()({
    code: 'lines',
    message: 'Lines.',
    remedy: 'None.',
    facts: ({ tries }) => tries.map((line) => `tried: ${line}`),
  }) {}
  expect(new Lines({ tries: ['a', 'b'] }).facts).toEqual([
    'tried: a',
    'tried: b',
  ])
  class Formatted extends defineError<{
    readonly shelf: string
    readonly price: bigint
    readonly size?: number | undefined
  }>()({
    code: 'formatted',
    message: 'Formatted.',
    remedy: 'None.',
    format: { price: inWei, size: inBytes },
  }) {}
  expect(
    new Formatted({ shelf: 'a', price: 5n, size: undefined }).facts,
  ).toEqual(['shelf: a', 'price: 5 wei'])
})

test('a group of errors can have a base of its own', () => {
  abstract class LibraryError extends AichainError {}
  class ClosedError extends definerOf(LibraryError)<{
    readonly day: string
  }>()({
    code: 'closed',
    message: ({ day }) => `Closed on ${day}.`,
    remedy: 'Come tomorrow.',
  }) {}
  const closed = new ClosedError({ day: 'Sunday' })
  expect(closed).toBeInstanceOf(LibraryError)
  expect(closed).not.toBeInstanceOf(ShelfFullError)
  expect(closed.message).toBe('Closed on Sunday.\nday: Sunday\nCome tomorrow.')
})

test('an error without fields is made without arguments', () => {
  const dark = new LightOutError()
  expect(dark).toBeInstanceOf(AichainError)
  expect(dark).toBeInstanceOf(LightOutError)
  expect(dark).not.toBeInstanceOf(ShelfFullError)
  expect([dark.code, dark.isRetryable]).toEqual(['light-out', false])
  expect(LightOutError.code).toBe('light-out')
})

test('the types know code and fields', () => {
  const code: 'shelf-full' = error.code
  const room: bigint = error.room
  expect([code, room]).toEqual(['shelf-full', 0n])
  // @ts-expect-error the fields are required
  expect(new ShelfFullError().code).toBe('shelf-full')
})
