import type { Address, Cid } from '@aichain/sdk'
import type { Fault } from '../faults/fault.js'

/** One of the network's nodes. */
export type DevnetNode = {
  /** From 0. */
  readonly index: number
  readonly seat: number
  readonly signer: Address
  /** The model that it serves. */
  readonly model: Cid
  readonly fault: Fault | undefined
  /** The process it runs in: this one, or its own if its fault is `crash`. */
  readonly pid: number
  readonly start: () => Promise<void>
  /** Calling it twice does no harm. */
  readonly stop: () => Promise<void>
}
