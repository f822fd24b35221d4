import { matching } from '@aichain/base/check'

/** A whole number too large for JSON, as text. */
export const decimal = /*#__PURE__*/ matching(
  (value) => typeof value === 'string' && /^(?:0|[1-9]\d*)$/.test(value),
  'decimal digits',
)
