import type { Address, Digest } from '@aichain/base'

/** A round of the beacon, verified by its contract. */
export type Round = {
  readonly round: number
  readonly randomness: Digest
  /** Who brought it, and is paid the tips of its tasks. */
  readonly poster: Address
}
