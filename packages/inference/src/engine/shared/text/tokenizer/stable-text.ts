import { UNSTABLE_RANGES } from './unstable-characters.js'

/** Version of the rule, as it stands in a manifest's `runtime.text`. */
export const CHARACTER_RULE = 'unicode@15.0'

const UNSTABLE = new RegExp(`[${classBody(UNSTABLE_RANGES)}]`, 'gu')

/**
 * The text with every character that JavaScript engines may treat differently
 * replaced by U+FFFD.
 *
 * Tokenizers ask the engine which characters are letters, digits or marks, and
 * how they normalise. The answers come from its Unicode tables: Node 20.19 has
 * Unicode 16 and Node 24.21 has 17, and 4657 characters followed by "'s" become
 * other tokens of the default model on one than on the other. Without this
 * rule, a prompt could be written on which honest nodes disagree. A model
 * trained before a character existed loses nothing by it.
 */
export function stableText(text: string): string {
  return text.replace(UNSTABLE, '\ufffd')
}

function classBody(ranges: string): string {
  return ranges
    .trim()
    .split(/\s+/)
    .map((range) => range.split('-').map(escapeCode).join('-'))
    .join('')
}

function escapeCode(code: string): string {
  return `\\u{${code}}`
}
