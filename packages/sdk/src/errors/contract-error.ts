import { AichainError } from '@aichain/base'

/**
 * Base of the errors that the contracts declare: one class for each Solidity
 * error, its fields the Solidity arguments under the same names. Nothing was
 * changed on-chain; if the call was only simulated, it cost nothing either.
 */
export abstract class ContractError extends AichainError {}

/** What lies beneath, such as the error of the RPC client. */
export type Caused = { readonly cause?: unknown }

/** Times that no calendar can hold are shown as they are. */
export function isoTime(seconds: bigint | number): string {
  const date = new Date(Number(seconds) * 1000)
  return Number.isNaN(date.getTime()) ? `${seconds}` : date.toISOString()
}
