/** Marks errors across duplicate copies of this package. */
export const marker: unique symbol = Symbol.for('aichain.error')

/** Whether a value is an `AichainError`, also one of another copy. */
export function isMarked(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value as { [marker]?: unknown })[marker] === true
  )
}
