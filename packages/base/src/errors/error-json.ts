import { type PlainValue, toPlain } from '../encoding/plain.js'
import { isMarked } from './marker.js'

/** An error as plain data: what `AichainError.toJSON` gives and `parseError` reads. */
export type ErrorJson = {
  readonly $type: 'error'
  readonly name: string
  readonly code: string
  readonly shortMessage: string
  readonly remedy: string
  readonly facts: readonly string[]
  readonly isRetryable: boolean
  /** The values that the error carries, as `toPlain` writes them. */
  readonly fields: { readonly [name: string]: PlainValue }
  readonly cause?: ErrorJson | CauseJson
}

/** What is kept of a cause from elsewhere. */
export type CauseJson = {
  readonly $type: 'error'
  readonly name: string
  readonly message: string
  readonly cause?: ErrorJson | CauseJson
}

/** What an error is made of, besides the values that it carries. */
type ErrorParts = Omit<ErrorJson, '$type' | 'fields' | 'cause'> & {
  readonly cause?: unknown
}

/** What every error has of its own, and what no field may replace. */
const reserved: ReadonlySet<string> = new Set([
  ...['name', 'code', 'shortMessage', 'remedy', 'facts', 'isRetryable'],
  ...['message', 'stack', 'cause'],
  ...['constructor', '__proto__', 'toJSON', 'toString'],
])

/** The values that belong to this error and not to every error. */
export function ownFields(values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => !reserved.has(name)),
  )
}

/** An error as plain data. */
export function errorJson(error: ErrorParts): ErrorJson {
  return toPlain(error, plainError) as unknown as ErrorJson
}

function plainError(
  value: object,
  inner: (each: unknown) => PlainValue,
): PlainValue | undefined {
  if (isMarked(value)) return plainParts(value as ErrorParts, inner)
  return value instanceof Error ? plainCause(value, inner) : undefined
}

function plainParts(
  error: ErrorParts,
  inner: (each: unknown) => PlainValue,
): PlainValue {
  const { name, code, shortMessage, remedy, facts, isRetryable } = error
  return {
    $type: 'error',
    ...{ name, code, shortMessage, remedy, facts: [...facts], isRetryable },
    fields: inner(ownFields(error)),
    ...causeOf(error, inner),
  }
}

/** viem keeps addresses, which can hold keys, out of its short messages. */
function plainCause(
  error: Error & { readonly shortMessage?: unknown },
  inner: (each: unknown) => PlainValue,
): PlainValue {
  const { name, message, shortMessage } = error
  return {
    $type: 'error',
    name: String(name),
    message: String(shortMessage ?? message),
    ...causeOf(error, inner),
  }
}

/** Wallets and RPC clients throw objects that look like errors, and texts. */
function causeOf(
  { cause }: { readonly cause?: unknown },
  inner: (each: unknown) => PlainValue,
): { readonly cause?: PlainValue } {
  if (typeof cause === 'string')
    return { cause: { $type: 'error', name: 'Error', message: cause } }
  if (typeof cause !== 'object' || cause === null) return {}
  if (isMarked(cause) || cause instanceof Error) return kept(inner(cause))
  const { name = 'Error', message } = cause as Partial<Error>
  return message === undefined
    ? {}
    : {
        cause: { $type: 'error', name: String(name), message: String(message) },
      }
}

/** A circle of causes ends where it began. */
function kept(cause: PlainValue): { readonly cause?: PlainValue } {
  return cause === null ? {} : { cause }
}
