/**
 * Why a tokenizer's regular expression could keep a node busy for ever; nothing
 * if it cannot. Whether a given search ends in time is for nobody to know in
 * advance, so only forms are accepted whose cost is at most the square of the
 * text: what the tokenizers of language models in use consist of.
 *
 * - Without bound is repeated what has one length: a character or a class, or a
 *   group without choices. (`(a|a)*` takes twice as long for every letter.)
 * - Twice in a row at most, and nothing must follow the second. (`a*a*b` takes
 *   the cube.)
 * - No references back, and nothing without bound in what looks around.
 */
export function findPatternFault(pattern: string): string | undefined {
  if (pattern.length > LONGEST) return 'it is too long'
  const reader: Reader = { pattern, position: 0, depth: 0 }
  const { fault } = readChoices(reader)
  if (fault !== undefined) return fault
  return reader.position < pattern.length ? 'it is not understood' : undefined
}

const LONGEST = 8192
const DEEPEST = 32
/** More repetitions than this count as without bound. */
const MANY = 64

type Reader = {
  readonly pattern: string
  position: number
  depth: number
}

/** What is known of a part of a pattern. */
type Part = {
  readonly fault?: string | undefined
  /** Whether every match has one length, without a choice. */
  readonly isFixed: boolean
  /** How often in a row something is repeated without bound. */
  readonly endless: number
  /** Whether something must follow the last of those. */
  readonly hasMore: boolean
}

const ATOM: Part = { isFixed: true, endless: 0, hasMore: true }
const OPAQUE: Part = { ...ATOM, fault: 'it is not understood' }

function readChoices(reader: Reader): Part {
  let whole = readSequence(reader)
  while (reader.pattern[reader.position] === '|') {
    reader.position += 1
    const next = readSequence(reader)
    whole = {
      fault: whole.fault ?? next.fault,
      isFixed: false,
      endless: Math.max(whole.endless, next.endless),
      hasMore: whole.hasMore || next.hasMore,
    }
  }
  return whole
}

function readSequence(reader: Reader): Part {
  let whole: Part = { isFixed: true, endless: 0, hasMore: false }
  while (reader.position < reader.pattern.length) {
    if ('|)'.includes(reader.pattern[reader.position] as string)) break
    const part = readQuantified(reader)
    const endless = whole.endless + part.endless
    const isTooMuch =
      endless > 2 || (whole.endless === 2 && part.hasMore && part.endless === 0)
    whole = {
      fault:
        whole.fault ??
        part.fault ??
        (isTooMuch ? 'it repeats without bound, and again' : undefined),
      isFixed: whole.isFixed && part.isFixed,
      endless,
      hasMore: part.endless > 0 ? part.hasMore : whole.hasMore || part.hasMore,
    }
  }
  // A group that is repeated at most once can hold two of them and more after.
  return whole.endless === 2 && whole.hasMore
    ? { ...whole, fault: whole.fault ?? 'it repeats without bound, and again' }
    : whole
}

function readQuantified(reader: Reader): Part {
  const part = readAtom(reader)
  const rest = reader.pattern.slice(reader.position, reader.position + 24)
  const found = /^(?:[*+?]|\{(\d*)(,?)(\d*)\})/.exec(rest)
  if (!found) return part
  reader.position += found[0].length
  // Lazy and possessive forms repeat as often.
  if (/^[?+]/.test(rest.slice(found[0].length))) reader.position += 1
  const { minimum, maximum } = repetitions(found)
  if (maximum <= 1)
    return { ...part, isFixed: false, hasMore: minimum > 0 && part.hasMore }
  if (part.endless > 0) return { ...part, fault: part.fault ?? NESTED }
  if (maximum <= MANY) {
    const isFixed = part.isFixed && minimum === maximum
    return { ...part, isFixed, hasMore: minimum > 0 }
  }
  const fault = part.fault ?? (part.isFixed ? undefined : NESTED)
  return { fault, isFixed: false, endless: 1, hasMore: false }
}

const NESTED = 'it repeats without bound what can match in several ways'

function repetitions([sign, least, comma, most]: RegExpExecArray) {
  if (sign === '?') return { minimum: 0, maximum: 1 }
  if (sign === '*' || sign === '+') {
    return { minimum: sign === '+' ? 1 : 0, maximum: Number.POSITIVE_INFINITY }
  }
  const minimum = Number(least ?? 0)
  if (!comma) return { minimum, maximum: minimum }
  const maximum = most ? Number(most) : Number.POSITIVE_INFINITY
  return { minimum, maximum }
}

function readAtom(reader: Reader): Part {
  const character = reader.pattern[reader.position]
  if (character === '(') return readGroup(reader)
  if (character === '[') return readClass(reader)
  if (character === '\\') return readEscape(reader)
  reader.position += 1
  return '*+?'.includes(character as string) ? OPAQUE : ATOM
}

function readEscape(reader: Reader): Part {
  const rest = reader.pattern.slice(reader.position + 1)
  const braced = /^[pPux]\{[^}]*\}/.exec(rest)
  reader.position += 1 + (braced?.[0].length ?? 1)
  const fault = /^(?:[1-9]|[gkKRX])/.test(rest)
    ? 'it refers back to what it matched'
    : undefined
  return { ...ATOM, fault }
}

/** Classes may hold classes, in the form that tokenizers are written in. */
function readClass(reader: Reader): Part {
  let depth = 0
  while (reader.position < reader.pattern.length) {
    const character = reader.pattern[reader.position]
    reader.position += character === '\\' ? 2 : 1
    if (character === '[') depth += 1
    if (character === ']') depth -= 1
    if (depth === 0) return ATOM
  }
  return OPAQUE
}

function readGroup(reader: Reader): Part {
  const rest = reader.pattern.slice(reader.position)
  const opening = /^\((?:\?(?:[a-z-]*:|>|<?[=!]|<[A-Za-z]\w*>)|(?!\?))/.exec(
    rest,
  )
  reader.depth += 1
  if (!opening || reader.depth > DEEPEST) return stop(reader)
  reader.position += opening[0].length
  const inner = readChoices(reader)
  if (reader.pattern[reader.position] !== ')') return stop(reader)
  reader.position += 1
  reader.depth -= 1
  if (!/[=!]$/.test(opening[0])) return inner
  const fault = inner.endless > 0 ? 'it looks around without bound' : undefined
  return { ...ATOM, fault: inner.fault ?? fault }
}

/** Nothing after this is looked at. */
function stop(reader: Reader): Part {
  reader.position = reader.pattern.length
  return OPAQUE
}
