import type { Address, Hex } from '@aichain/base'
import type { Order } from './task.js'

/**
 * An order that somebody else may bring, paid from the payer's credit. The
 * payer is the task's requester, and the one to whom refunds go.
 */
export type SignedOrder = {
  readonly order: Order
  readonly payer: Address
  /** Who may bring it; anybody where it is left out. */
  readonly submitter?: Address | undefined
  /** Wei for whoever brings it. */
  readonly tip: bigint
  /** Not later than this, in seconds since the epoch. */
  readonly deadline: number
  /**
   * 65 bytes of the payer or of a key that the payer authorized, or whatever
   * the payer's contract account takes; left out where the payer brings it itself.
   */
  readonly signature?: Hex | undefined
}
