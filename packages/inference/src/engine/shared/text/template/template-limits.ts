/**
 * What a chat template may cost. A template is a program that strangers write:
 * without limits, one prompt could keep every node busy for ever. Time would
 * differ between machines, so the limits count characters: all nodes refuse the
 * same conversations, and a limit that changes, changes answers.
 */
export const TEMPLATE_LIMITS = {
  /** Characters of the template itself. */
  source: 2 ** 18,
  /** Characters of white space in a row in it, which the lexer reads once from each of them. */
  whiteSpace: 2 ** 10,
  /** Parts of the template within each other, calls of macros and lists in lists included. */
  depth: 256,
  /** Characters of one value; what a list or an object holds is part of it. */
  size: 2 ** 20,
  /** Characters that one replacement, joining or indenting could write. */
  product: 2 ** 22,
  /** Characters of all values that are read or made while rendering. */
  work: 2 ** 26,
  /** What a value counts besides its text. */
  value: 64,
} as const
