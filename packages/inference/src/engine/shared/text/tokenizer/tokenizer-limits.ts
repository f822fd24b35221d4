import { findPatternFault } from './pattern-cost.js'

/** How many times longer replacements may make a text, all together. */
const GROWTH = 64
const LONGEST_WORD = 1000
/** Lists of thousands of words; nothing in them is run. */
const DATA = new Set(['vocab', 'merges', 'added_tokens'])

type Fields = Readonly<Record<string, unknown>>

/**
 * Why a `tokenizer.json` could keep a node busy for ever; nothing if it cannot.
 * Like chat templates, tokenizers are programs by strangers.
 */
export function findTokenizerFault(tokenizer: unknown): string | undefined {
  const left: unknown[] = [tokenizer]
  let growth = 1
  while (left.length > 0) {
    const part = left.pop()
    if (typeof part !== 'object' || part === null) continue
    const fault = findPartFault(part as Fields)
    if (fault !== undefined) return fault
    growth *= growthOf(part as Fields)
    if (growth > GROWTH) {
      return `its replacements make a text more than ${GROWTH} times as long`
    }
    for (const [key, value] of Object.entries(part)) {
      if (!DATA.has(key)) left.push(value)
    }
  }
  return undefined
}

function findPartFault(part: Fields): string | undefined {
  if (typeof part.Regex === 'string') {
    const fault = findPatternFault(part.Regex)
    if (fault !== undefined) {
      return `the pattern ${part.Regex.slice(0, 100)} is refused: ${fault}`
    }
  }
  if (part.type === 'FixedLength' && !isWithin(part.length, 1, Infinity)) {
    return 'it cuts the text into pieces without a length'
  }
  const longest = part.max_input_chars_per_word
  return longest === undefined || isWithin(longest, 0, LONGEST_WORD)
    ? undefined
    : `it looks for words of more than ${LONGEST_WORD} characters`
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return (
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most
  )
}

function growthOf({ type, pattern, content }: Fields): number {
  if (type !== 'Replace' || typeof content !== 'string') return 1
  const literal = (pattern as Fields | undefined)?.String
  // An expression may match nothing, between any two characters.
  const shortest = typeof literal === 'string' ? literal.length : 0
  return shortest === 0
    ? 1 + content.length
    : Math.max(1, content.length / shortest)
}
