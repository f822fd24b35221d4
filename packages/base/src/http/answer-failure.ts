import type { HttpFailure } from './http-failure.js'

/** As much of an answer as an error shows. */
const EXCERPT = 120

/**
 * Whether these are the first characters of a web page: a login, a captive
 * portal, a "just a moment", all of which come with status 200.
 */
export function isWebPage(text: string): boolean {
  return PAGE.test(text.slice(0, 1024))
}

const PAGE =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|script)\b/i

/**
 * The failure of a server that answered something else than was asked for.
 *
 * @param text - The answer, or its beginning.
 * @param expected - What was asked for, such as `JSON`.
 */
export function answerFailure(
  text: string,
  expected: string,
  status?: number,
): HttpFailure {
  return { kind: 'answer', reason: reasonOf(text, expected), status }
}

function reasonOf(text: string, expected: string): string {
  if (text.trim() === '') return `it answered nothing, not ${expected}`
  if (!isWebPage(text))
    return `it answered ${JSON.stringify(excerpt(text))}, not ${expected}`
  const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1]?.trim()
  const named = title ? ` (${JSON.stringify(excerpt(title))})` : ''
  return `it answered a web page${named}, not ${expected}`
}

/** The beginning of a text, on one line. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT)}…` : line
}
