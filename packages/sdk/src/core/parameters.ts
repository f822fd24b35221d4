import type { Address } from './hex.js'

/** What a deployment fixed for ever. Amounts in wei, times in seconds, shares in 1/10 000. */
export type ProtocolParameters = {
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
  readonly treasury: Address
  readonly sink: Address
}
