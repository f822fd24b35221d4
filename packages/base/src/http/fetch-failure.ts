/** What `fetch` failed with, and what it hides behind "fetch failed". */
export function fetchFailure(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { code?: string } }
  return cause?.code ? `${message} (${cause.code})` : message
}
