import type { Address } from '@aichain/base'
import type { ByClass } from './list.js'

/** What a deployment fixed for ever. Amounts in wei, times in seconds, shares in 1/10,000. */
export type ProtocolParameters = {
  /** The ERC-20 that everything is paid in; the zero address for the chain's own currency. */
  readonly asset: Address
  /** All amounts are multiples of this. */
  readonly unit: bigint
  /** Stake of one seat, the same for all. */
  readonly bond: bigint
  /** What a member is paid at least: the price of class 0. */
  readonly minimumShare: bigint
  /** The least share that is paid to places of each class. */
  readonly prices: ByClass<bigint>
  readonly slashBps: number
  /** What a wrong or withheld vote costs: `slashBps` of the bond. */
  readonly hardSlash: bigint
  readonly protocolFeeBps: number
  readonly maximumSeats: number
  /** Places change from one epoch to the next; the current one is the time divided by this. */
  readonly epoch: number
  /** From a task's start until commits close. */
  readonly commitWindow: number
  /** From the end of the commit window until reveals close. */
  readonly revealWindow: number
  /** From the end of the reveal window until the task is dead. */
  readonly proofWindow: number
  /** From a task's death until its decision can no longer be appealed. */
  readonly appealWindow: number
  /** From the end of a seat's duty until its stake can leave. */
  readonly unbondingPeriod: number
  /** From `join` until the stake can leave at the earliest. */
  readonly minimumStay: number
  /** Which tasks may be seeded by the hash of their block. */
  readonly blockSeeds: BlockSeeds
  /** Round 1 is published at `genesis`, then one a `period`. */
  readonly beacon: {
    readonly address: Address
    /** Seconds since the epoch. */
    readonly genesis: number
    readonly period: number
  }
  /** From a task's block until the first round that may seed it. */
  readonly seedDelay: number
  /** Without a new round for so long, the beacon counts as silent. */
  readonly outage: number
  readonly treasury: Address
  readonly sink: Address
}

/** Whose tasks may take the hash of their block for a seed. */
export type BlockSeeds = 'never' | 'own-orders' | 'all-orders'
