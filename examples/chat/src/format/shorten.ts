/** The two ends of a long identifier, enough to recognise it. */
export function shorten(text: string, head = 8, tail = 6): string {
  return text.length <= head + tail + 1
    ? text
    : `${text.slice(0, head)}…${text.slice(-tail)}`
}
