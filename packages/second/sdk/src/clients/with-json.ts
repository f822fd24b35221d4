/**
 * Gives an object a JSON form of its own. `JSON.stringify` calls it; who lists
 * the object's properties, and `structuredClone`, which copies no functions, do
 * not see it.
 */
export function withJson<T extends object>(value: T, form: () => unknown): T {
  return Object.defineProperty(value, 'toJSON', { value: form })
}

/** Properties of JSON: whole numbers that it has no form for become decimal text. */
export function decimals(value: object): Record<string, unknown> {
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    typeof each === 'bigint' ? `${each}` : each,
  ])
  return Object.fromEntries(entries)
}
