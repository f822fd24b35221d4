import { accept, type Result, refuse } from './result.js'

/** A value that has a canonical form: JSON without fractions. */
export type CanonicalValue =
  | string
  | number
  | boolean
  | null
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue | undefined }

/** A document is one IPFS block, which every implementation carries up to 1 MiB. */
export const MAXIMUM_DOCUMENT_BYTES = 1_048_576

/** Deeper values are refused, so that no document can exhaust a stack. */
const MAXIMUM_DEPTH = 32

/**
 * The one byte form of a value: RFC 8785 restricted to strings, safe integers,
 * booleans, null, arrays and objects. Properties that are `undefined` are left
 * out.
 *
 * What the restriction excludes (fractions, lone surrogates, depth beyond 32)
 * gives bytes that {@link parseCanonical} refuses: parse what you encode to
 * check a value from outside.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8785}
 *
 * @example
 * ```ts
 * import { canonicalBytes } from '@aichain/base'
 *
 * new TextDecoder().decode(canonicalBytes({ b: [1, null], a: 'é' }))
 * // '{"a":"é","b":[1,null]}'
 * ```
 */
export function canonicalBytes(value: CanonicalValue): Uint8Array {
  return new TextEncoder().encode(canonicalText(value))
}

/**
 * Reads canonical bytes, and refuses any others: whitespace, another order of
 * keys, duplicate keys, escapes that need not be, fractions, exponents, lone
 * surrogates, invalid UTF-8, more than 1 MiB. Equal values thus have equal
 * bytes, hence equal CIDs.
 *
 * @example
 * ```ts
 * import { parseCanonical } from '@aichain/base'
 *
 * parseCanonical(new TextEncoder().encode('{"a":1}')) // { ok: true, value: { a: 1 } }
 * parseCanonical(new TextEncoder().encode('{"a": 1}')) // { ok: false, reason: … }
 * ```
 */
export function parseCanonical(bytes: Uint8Array): Result<unknown> {
  if (bytes.length > MAXIMUM_DOCUMENT_BYTES)
    return refuse(
      `${bytes.length} bytes are more than ${MAXIMUM_DOCUMENT_BYTES}`,
    )
  const text = decodeText(bytes)
  if (text === undefined) return refuse('not UTF-8')
  const json = parseJson(text)
  if (!json.ok) return json
  const fault = findFault(json.value, 0)
  if (fault !== undefined) return refuse(fault)
  if (canonicalText(json.value as CanonicalValue) !== text)
    return refuse('not the canonical form (RFC 8785) of what it says')
  return json
}

function canonicalText(value: CanonicalValue): string {
  if (typeof value === 'string') return JSON.stringify(value)
  // Not JSON.stringify, which would turn NaN and Infinity into a valid null.
  if (typeof value !== 'object' || value === null) return String(value)
  if (isList(value)) return `[${value.map(canonicalText).join(',')}]`
  const members = Object.entries(value)
    .filter(
      (entry): entry is [string, CanonicalValue] => entry[1] !== undefined,
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalText(member)}`)
  return `{${members.join(',')}}`
}

/** `Array.isArray` does not narrow readonly arrays. */
function isList(value: object): value is readonly CanonicalValue[] {
  return Array.isArray(value)
}

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    // A byte order mark must stay visible, or two byte forms would parse alike.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes,
    )
  } catch {
    return undefined
  }
}

function parseJson(text: string): Result<unknown> {
  try {
    return accept(JSON.parse(text))
  } catch {
    return refuse('not JSON')
  }
}

function findFault(value: unknown, depth: number): string | undefined {
  if (depth > MAXIMUM_DEPTH) return `nested deeper than ${MAXIMUM_DEPTH} levels`
  if (typeof value === 'string')
    return isWellFormed(value) ? undefined : 'text with a lone surrogate'
  if (typeof value === 'number')
    return Number.isSafeInteger(value)
      ? undefined
      : `${value} is not a safe integer`
  if (typeof value !== 'object' || value === null) return undefined
  return findFaultInside(value, depth + 1)
}

function findFaultInside(value: object, depth: number): string | undefined {
  for (const [key, member] of Object.entries(value)) {
    const fault = findFault(key, depth) ?? findFault(member, depth)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** `String.prototype.isWellFormed` is not in ES2023, nor in older browsers. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}
