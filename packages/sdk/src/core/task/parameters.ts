import type { Address } from '@aichain/base'

/** What a deployment fixed for ever. Amounts in wei, times in seconds, shares in 1/10,000. */
export type ProtocolParameters = {
  /** The ERC-20 that bonds and fees are paid in; the zero address for the chain's own currency. */
  readonly asset: Address
  readonly bond: bigint
  readonly minimumFeePerSeat: bigint
  readonly slashBps: number
  readonly protocolFeeBps: number
  readonly maximumSeats: number
  readonly activationDelay: number
  readonly exitNotice: number
  readonly commitWindow: number
  readonly revealWindow: number
  readonly proofWindow: number
  readonly unbondingPeriod: number
  /** From a task's block on, in which only its requester may settle without the votes of all. */
  readonly exclusiveWindow: number
  /** From a task's death until its decision can no longer be appealed. */
  readonly appealWindow: number
  readonly treasury: Address
  readonly sink: Address
}
