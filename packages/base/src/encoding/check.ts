/** Says why a value from outside is not what it should be; nothing if it is. */
export type Check = (value: unknown) => string | undefined

/** A check that also lets a property be absent. */
type Field = Check & { readonly isOptional?: true }

/** Exactly these properties, no others. */
export function object(fields: Readonly<Record<string, Field>>): Check {
  return (value) => {
    if (!isObject(value)) return 'must be an object'
    for (const key of Object.keys(value))
      if (!Object.hasOwn(fields, key)) return `has the unknown key "${key}"`
    for (const [key, check] of Object.entries(fields)) {
      const reason = checkField(value, key, check)
      if (reason !== undefined) return reason
    }
    return undefined
  }
}

function checkField(
  value: Readonly<Record<string, unknown>>,
  key: string,
  check: Field,
): string | undefined {
  if (!Object.hasOwn(value, key))
    return check.isOptional === true ? undefined : `lacks "${key}"`
  return inside(key, check(value[key]))
}

/** A property that may be absent, but not `null`. */
export function optional(check: Check): Field {
  const field = (value: unknown) => check(value)
  return Object.assign(field, { isOptional: true as const })
}

/** A list whose elements all pass. */
export function list(check: Check, minimum = 0): Check {
  return (value) => {
    if (!Array.isArray(value)) return 'must be a list'
    if (value.length < minimum)
      return `must have at least ${minimum} ${minimum === 1 ? 'element' : 'elements'}`
    for (const [index, element] of value.entries()) {
      const reason = inside(`[${index}]`, check(element))
      if (reason !== undefined) return reason
    }
    return undefined
  }
}

/** One of these values. */
export function oneOf(...values: readonly (string | number)[]): Check {
  const names = values.map((value) => JSON.stringify(value)).join(' or ')
  return (value) =>
    values.some((allowed) => allowed === value)
      ? undefined
      : `must be ${names}, not ${show(value)}`
}

/** Any text, the empty one included. */
export function text(): Check {
  return (value) => (typeof value === 'string' ? undefined : 'must be text')
}

/** A whole number between two bounds, both included. */
export function integer(
  minimum: number,
  maximum: number = Number.MAX_SAFE_INTEGER,
): Check {
  return (value) =>
    Number.isSafeInteger(value) &&
    (value as number) >= minimum &&
    (value as number) <= maximum
      ? undefined
      : `must be a whole number from ${minimum} to ${maximum}, not ${show(value)}`
}

/** Whatever a predicate holds for; `kind` completes "must be". */
export function matching(
  isMatch: (value: unknown) => boolean,
  kind: string,
): Check {
  return (value) =>
    isMatch(value) ? undefined : `must be ${kind}, not ${show(value)}`
}

/** Whether a value is an object other than a list. */
export function isObject(
  value: unknown,
): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Puts the path to a value before what is wrong with it. */
function inside(path: string, reason: string | undefined): string | undefined {
  if (reason === undefined) return undefined
  const [, head = '', rest = reason] = /^(\S+): (.*)$/s.exec(reason) ?? []
  if (head === '') return `${path}: ${reason}`
  return `${path}${head.startsWith('[') ? '' : '.'}${head}: ${rest}`
}

/** Values from outside can be as long as a document: shows their beginning. */
function show(value: unknown): string {
  const shown = textOf(value)
  return shown.length > 60 ? `${shown.slice(0, 57)}...` : shown
}

/** JSON where there is one: a bigint and a circle have none. */
function textOf(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return typeof value
  }
}
