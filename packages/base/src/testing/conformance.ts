import { AichainError } from '../errors/aichain-error.js'
import { ConformanceError } from '../errors/conformance.js'

/**
 * One promise of a port, as a test for any runner.
 *
 * `run` rejects with `ConformanceError` where the adapter breaks the promise.
 */
export type ConformanceCase = {
  readonly name: string
  readonly run: () => Promise<void>
}

/** Compares by value; hexadecimal without regard to case, as addresses are. */
export function expectEqual(
  subject: string,
  actual: unknown,
  expected: unknown,
): void {
  const [got, wanted] = [show(actual), show(expected)]
  if (got === wanted) return
  throw new ConformanceError({ subject, expected: wanted, actual: got })
}

/** Expects an error of the SDK by its code; returns it for a look at its fields. */
export async function expectError(
  subject: string,
  work: Promise<unknown>,
  code: string,
): Promise<AichainError> {
  const outcome = await work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if ('error' in outcome && AichainError.isInstance(outcome.error)) {
    if (outcome.error.code === code) return outcome.error
  }
  const actual =
    'error' in outcome
      ? `rejected with ${outcome.error}`
      : `resolved with ${show(outcome.value)}`
  const expected = `rejected with ${code}`
  throw new ConformanceError({ subject, expected, actual })
}

/** Expects a rejection with this very value, as abort promises. */
export async function expectReason(
  subject: string,
  work: Promise<unknown>,
  reason: unknown,
): Promise<void> {
  const outcome = await work.then(
    (value) => ({ actual: `resolved with ${show(value)}`, error: undefined }),
    (error: unknown) => ({ actual: `rejected with ${error}`, error }),
  )
  if (outcome.error === reason) return
  const { actual } = outcome
  throw new ConformanceError({ subject, expected: `${reason}`, actual })
}

/** Expects a condition; `actual` is what to say when it does not hold. */
export function expectThat(
  subject: string,
  condition: boolean,
  actual: unknown,
): void {
  if (condition) return
  throw new ConformanceError({
    subject,
    expected: 'to hold',
    actual: show(actual),
  })
}

/** Everything that a value says, in an order that does not depend on how it was built. */
function show(value: unknown): string {
  return JSON.stringify(plain(value)) ?? 'undefined'
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'string') {
    return /^0x[0-9a-f]*$/i.test(value) ? value.toLowerCase() : value
  }
  if (value instanceof Uint8Array) return [...value]
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, plain(each)]))
}
