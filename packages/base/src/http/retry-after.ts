/**
 * The milliseconds that an answer asks to wait, by its `Retry-After`: seconds
 * or a date. `undefined` where it asks for nothing that can be understood.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110#field.retry-after}
 */
export function retryAfter(
  header: string | null | undefined,
  now: number,
): number | undefined {
  if (!header) return undefined
  if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Number(header) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
