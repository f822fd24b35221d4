import { errorClassesOf, UnknownError } from '@aichain/base'
import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  type SeededRandom,
  seededRandom,
} from '../../../base/test/seeded-random.js'
import * as errors from '../errors.js'
import { AichainError, type ErrorCode, parseError } from './known-error.js'

/** What `toJSON` promises to carry. */
function randomValue(random: SeededRandom, depth: number): unknown {
  const kinds: readonly (() => unknown)[] = [
    () => `text ${random.below(1000)}`,
    () => random.below(2 ** 31),
    () => BigInt(random.below(2 ** 31)) ** 5n,
    () => random.bytes(random.below(5)),
    () => random.pick([true, false, null, Number.NaN, -0]),
    () => [randomValue(random, depth + 1), randomValue(random, depth + 1)],
    () => ({ a: randomValue(random, depth + 1), $type: 'bigint' }),
    () => randomError(random, depth + 1),
  ]
  return random.pick(depth > 2 ? kinds.slice(0, 5) : kinds)()
}

const classes = errorClassesOf(errors)

/**
 * An error that carries what it will: each class is given fields of its own and
 * of others, since only the class knows its names when it runs.
 */
function randomError(random: SeededRandom, depth: number): errors.KnownError {
  const json = {
    ...new errors.WalletMissingError().toJSON(),
    code: random.pick(classes).code,
    facts: [`fact: ${random.below(10)}`],
  }
  const error = parseError(json)
  const fields = ['task', 'amount', 'bytes', 'attempts', 'mismatch', 'output']
  for (const field of fields)
    Object.assign(error, { [field]: randomValue(random, depth) })
  return error
}

describe('every error comes back from JSON and from a clone:', () => {
  test.each(classes.map((each) => [each.code, each] as const))(
    '%s',
    (code, each) => {
      const random = seededRandom(code.length)
      for (let round = 0; round < 5; round++) {
        const error = randomError(random, 0)
        const json = { ...error.toJSON(), code, name: each.name }
        for (const carried of [
          JSON.parse(JSON.stringify(json)),
          structuredClone(json),
        ]) {
          const arrived = parseError(carried)
          expect(arrived).toBeInstanceOf(each)
          expect({ ...arrived }).toStrictEqual({
            ...error,
            code,
            name: each.name,
            isRetryable: arrived.isRetryable,
          })
          expect(arrived.message).toBe(error.message)
          expect(parseError(arrived.toJSON())).toEqual(arrived)
        }
      }
    },
  )
})

const task = `0x${'ab'.repeat(32)}` as const
const mismatch = new errors.GoldenVectorMismatchError({
  ...{ index: 1, count: 2, expected: task, actual: task },
  divergence: { type: 'token', index: 3, mine: 7, agreed: 8, step: 2 },
  isRepeatable: false,
  likelyCause: 'unstable-machine',
  fingerprints: { pinned: 'runtime@1', here: 'runtime@1; V8' },
  generation: '"Lyon", 4 tokens',
})

test.each([
  new errors.TaskRefundedError({
    task,
    amount: 5n,
    kept: 2n,
    reason: 'below-quorum',
  }),
  new errors.ContentNotFoundError({
    cid: 'bafkreia',
    attempts: [{ store: 'http://one.example', reason: 'not found' }],
    cause: new errors.OperationTimeoutError({ operation: 'read', timeout: 5 }),
  }),
  new errors.InvalidCidError({ value: 'x'.repeat(500), reason: 'not a CID' }),
  new errors.InvalidArgumentError({
    ...{ argument: 'a', expected: 'b', actual: 'c' },
  }),
  new errors.EngineUnavailableError({ missing: 'x', remedy: 'Install x.' }),
  new errors.SelfTestFailedError({ model: 'bafkreia', mismatch }),
])('what happens comes back as it was: $code', (error) => {
  for (const carried of [
    JSON.parse(JSON.stringify(error)),
    structuredClone(error.toJSON()),
  ]) {
    const arrived = parseError(carried)
    expect(arrived).toBeInstanceOf(error.constructor)
    expect(arrived).toEqual(error)
    expect(arrived.message).toBe(error.message)
    expect(arrived.cause).toEqual(error.cause)
  }
})

test('there are as many codes as classes', () => {
  expect(classes.length).toBeGreaterThan(100)
  expect(new Set(classes.map(({ code }) => code)).size).toBe(classes.length)
})

test('every class is exported under its own name', () => {
  const exported = Object.entries(errors).filter(([, each]) =>
    (classes as readonly unknown[]).includes(each),
  )
  expect(exported.map(([name]) => name)).toEqual(
    exported.map(([, each]) => (each as { name: string }).name),
  )
})

test('an error of a later version keeps its words and values', () => {
  const json = {
    ...new errors.ShareTooLowError({ share: 1n, minimum: 2n }).toJSON(),
    code: 'from-tomorrow',
  }
  const arrived = parseError(json)
  expect(arrived).toBeInstanceOf(UnknownError)
  expect(arrived).toMatchObject({ code: 'from-tomorrow', minimum: 2n })
  expect(arrived.toJSON()).toEqual(json)
})

test('the code decides which fields there are', () => {
  const error: unknown = new errors.ShareTooLowError({ share: 1n, minimum: 2n })
  if (!AichainError.isInstance(error)) throw error
  expectTypeOf(error.code).toEqualTypeOf<ErrorCode>()
  // @ts-expect-error no error has this code
  expect(error.code === 'insuficient-funds').toBe(false)
  if (error.code === 'share-too-low')
    expectTypeOf(error.minimum).toEqualTypeOf<bigint>()
  if (error.code === 'task-refunded')
    expectTypeOf(error.reason).toEqualTypeOf<errors.RefundReason>()
  expect(error.code).toBe('share-too-low')
})

test('an error of one’s own can extend the base', () => {
  class OwnError extends AichainError {
    readonly code = 'own'
    readonly path = 'a'
  }
  const error = new OwnError({ shortMessage: 'Own.', remedy: 'None.' })
  expect(AichainError.isInstance(error)).toBe(true)
  expect(error.toJSON()).toMatchObject({ code: 'own', fields: { path: 'a' } })
})
