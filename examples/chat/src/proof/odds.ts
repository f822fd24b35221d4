import { probabilityWrong } from '@aichain/sdk/core'

/** What may be assumed of the seats that lie, all with the same lie. */
export const assumedShares = [0.1, 0.2, 0.3] as const

/** How likely a committee of `size` agrees on a lie, in words: `1 in 150`. */
export function oddsOfWrong(size: number, share: number): string {
  return `1 in ${rounded(1 / probabilityWrong(size, share))}`
}

function rounded(value: number): string {
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 2 }).format(
    value,
  )
}
