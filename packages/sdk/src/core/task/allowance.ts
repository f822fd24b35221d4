import type { ListId } from './list.js'

/** What a session key may still do with its payer's credit. */
export type Allowance = {
  /** Wei, fees and tips together. */
  readonly amount: bigint
  /** Not from this time on, in seconds since the epoch. */
  readonly until: number
  /** For this list only; for any where it is left out. */
  readonly list?: ListId | undefined
}
