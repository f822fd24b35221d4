/**
 * Says in integers what solc says in bits.
 *
 * solc writes a cast to N bits as "make a bit vector of the integer, take it
 * back", and that mixture of two theories z3 hardly ever comes to an end with.
 * The same in integers is the remainder of a division by 2^N: SMT-LIB defines
 * `int2bv` and `bv2nat` by it. Nothing else of the query is touched.
 */

/** How solc casts `x` to `bits` bits. */
const cast = (bits: string, x: string): string =>
  `(bv2nat (ite (>= ${x} 0) ((_ int2bv ${bits}) ${x}) (bvneg ((_ int2bv ${bits}) (- ${x})))))`

const opening = '(bv2nat (ite (>= '

/** The same query with every such cast in integers. */
export function withPlainCasts(query: string): string {
  let plain = ''
  let at = 0
  for (;;) {
    const start = query.indexOf(opening, at)
    if (start < 0) return plain + query.slice(at)
    const { text, end } = plainCast(query, start)
    plain += query.slice(at, start) + text
    at = end
  }
}

function plainCast(
  query: string,
  start: number,
): { readonly text: string; readonly end: number } {
  const from = start + opening.length
  const to = endOfTerm(query, from)
  const term = query.slice(from, to)
  const bits = /^ 0\) \(\(_ int2bv (\d+)\)/.exec(query.slice(to, to + 30))?.[1]
  const whole = bits === undefined ? undefined : cast(bits, term)
  if (!bits || !whole || !query.startsWith(whole, start))
    return { text: opening, end: from }
  return {
    text: remainder(withPlainCasts(term), BigInt(bits)),
    end: start + whole.length,
  }
}

/** Most casts change nothing, and that case is easier to see without a division. */
function remainder(term: string, bits: bigint): string {
  const size = 2n ** bits
  return `(ite (and (<= 0 ${term}) (<= ${term} ${size - 1n})) ${term} (mod ${term} ${size}))`
}

/** Where the term that begins here ends: a parenthesis with all in it, or a name. */
function endOfTerm(query: string, from: number): number {
  let depth = 0
  for (let at = from; ; at++) {
    const letter = query[at]
    if (letter === '|') at = query.indexOf('|', at + 1)
    else if (letter === '(') depth++
    else if (letter === ')') depth--
    const isOver = depth === 0 && /[\s)]/.test(query[at + 1] ?? '')
    if (isOver) return at + 1
  }
}
