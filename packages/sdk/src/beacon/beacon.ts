import type { Digest, Hex } from '@aichain/base'

/** What is public about a beacon: drand publishes the same as its chain's info. */
export type Beacon = {
  /** 96 bytes: a point of G2, compressed. */
  readonly publicKey: Hex
  /** When round 1 is published, in seconds since 1970. */
  readonly genesis: number
  /** Seconds between rounds. */
  readonly period: number
}

/** A round whose signature was verified. */
export type BeaconRound = {
  /** From 1 on. */
  readonly round: bigint
  /** 48 bytes: a point of G1, compressed, as drand publishes it. */
  readonly signature: Hex
  /** The sha2-256 of the signature. */
  readonly randomness: Digest
}
