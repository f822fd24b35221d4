import { InvalidArgumentError, type Result } from '@aichain/base'

/**
 * The value of a result that must be good, because its parts were checked.
 * Errors: `InvalidArgumentError`.
 *
 * @param argument - What it was made of.
 */
export function checked<T>(
  result: Result<T>,
  argument: string,
  actual?: unknown,
): T {
  if (result.ok) return result.value
  const expected = `what the contract can hold (${result.reason})`
  throw new InvalidArgumentError({ argument, expected, actual })
}
