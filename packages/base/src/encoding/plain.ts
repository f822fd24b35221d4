import { bytesToHex, type Hex, hexToBytes, isHex } from './hex.js'

/** What JSON and the structured clone both carry. */
export type PlainValue =
  | string
  | number
  | boolean
  | null
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue }

/** What JSON has no form for is an object with this key and `value`. */
const TAG = '$type'

/** Deeper values become `null`, so that no value can exhaust a stack. */
const MAXIMUM_DEPTH = 32

/** Gives an object a form of its own; `undefined` leaves it to {@link toPlain}. */
export type PlainForm = (
  value: object,
  toPlain: (inner: unknown) => PlainValue,
) => PlainValue | undefined

/**
 * A value as one that `JSON.stringify`, `structuredClone` and `postMessage`
 * carry, which {@link fromPlain} turns back. Besides what JSON has, it keeps
 * bigint, `Uint8Array`, `undefined`, infinities, `NaN` and negative zero.
 *
 * It never throws: a function, a symbol, an object of some other class, a circle
 * and what is more than 32 levels deep become `null`.
 *
 * @param form - For objects that get a form of their own.
 *
 * @example
 * ```ts
 * import { fromPlain, toPlain } from '@aichain/base'
 *
 * const text = JSON.stringify(toPlain({ fee: 5n }))
 * // '{"fee":{"$type":"bigint","value":"5"}}'
 * fromPlain(JSON.parse(text)) // { fee: 5n }
 * ```
 */
export function toPlain(value: unknown, form?: PlainForm): PlainValue {
  return plainOf(value, form ?? (() => undefined), [])
}

/**
 * What {@link toPlain} was given.
 *
 * @param revive - Gives back the objects that had a form of their own; those
 *   that it leaves `undefined` are read as usual.
 *
 * @example
 * ```ts
 * import { fromPlain } from '@aichain/base'
 *
 * fromPlain({ $type: 'bytes', value: '0x00ff' }) // Uint8Array [0, 255]
 * ```
 */
export function fromPlain(
  plain: unknown,
  revive: (plain: object) => unknown = () => undefined,
): unknown {
  if (typeof plain !== 'object' || plain === null) return plain
  if (Array.isArray(plain)) return plain.map((each) => fromPlain(each, revive))
  const own = revive(plain)
  if (own !== undefined) return own
  const { [TAG]: tag, value } = plain as { [TAG]?: unknown; value?: unknown }
  if (tag === 'object') return readEntries(pairsOf(value), revive)
  if (typeof tag === 'string') return untagged(tag, value)
  return readEntries(Object.entries(plain), revive)
}

function plainOf(
  value: unknown,
  form: PlainForm,
  trail: readonly object[],
): PlainValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return plainNumber(value)
  if (typeof value === 'bigint') return tagged('bigint', `${value}`)
  if (value === undefined) return tagged('undefined', null)
  if (typeof value !== 'object' || value === null) return null
  if (trail.length > MAXIMUM_DEPTH || trail.includes(value)) return null
  if (value instanceof Uint8Array) return tagged('bytes', bytesToHex(value))
  const inner = (each: unknown) => plainOf(each, form, [...trail, value])
  const own = form(value, inner)
  if (own !== undefined) return own
  if (Array.isArray(value)) return value.map(inner)
  return isRecord(value) ? plainRecord(value, inner) : null
}

function plainNumber(value: number): PlainValue {
  const isExact = Number.isFinite(value) && !Object.is(value, -0)
  if (isExact) return value
  return tagged('number', Object.is(value, -0) ? '-0' : `${value}`)
}

function plainRecord(
  value: object,
  inner: (each: unknown) => PlainValue,
): PlainValue {
  // A property that is `undefined` reads like one that is absent.
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([key, each]) => [key, inner(each)] as const)
  return Object.hasOwn(value, TAG)
    ? tagged('object', entries)
    : Object.fromEntries(entries)
}

function tagged(type: string, value: PlainValue): PlainValue {
  return { [TAG]: type, value }
}

function untagged(type: string, value: unknown): unknown {
  const text = String(value)
  switch (type) {
    case 'bigint':
      return /^-?\d+$/.test(text) ? BigInt(text) : null
    case 'bytes':
      return isHex(text) ? hexToBytes(text as Hex) : null
    case 'number':
      return Number(text)
    case 'undefined':
      return undefined
    default:
      return null
  }
}

/** The entries of an object that has a key like the tag's. */
function pairsOf(value: unknown): [string, unknown][] {
  const pairs: readonly unknown[] = Array.isArray(value) ? value : []
  return pairs.filter(Array.isArray).map(([key, each]) => [String(key), each])
}

function readEntries(
  entries: readonly (readonly [string, unknown])[],
  revive: (plain: object) => unknown,
): object {
  return Object.fromEntries(
    entries.map(([key, each]) => [key, fromPlain(each, revive)]),
  )
}

function isRecord(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
