import type { Address } from '@aichain/base'
import { defineContractError } from './contract-error.js'

/**
 * The round is known already.
 *
 * Somebody was quicker, and is paid the tips. There is nothing left to do.
 */
export class RoundAlreadyPostedError extends /* @__PURE__ */ defineContractError<{
  readonly round: number
}>()({
  code: 'round-already-posted',
  message: 'The round is known already.',
  remedy: 'There is nothing to do: its tasks can be drawn.',
}) {}

/**
 * The beacon has no such round.
 *
 * Rounds are counted from 1. `roundOf` of `@aichain/sdk/core` tells the one that
 * a task waits for.
 */
export class RoundOutOfRangeError extends /* @__PURE__ */ defineContractError<{
  readonly round: number
}>()({
  code: 'round-out-of-range',
  message: 'The beacon has no such round.',
  remedy: 'Count rounds from 1.',
}) {}

/**
 * This is not the beacon's signature of the round.
 *
 * Why: it belongs to another round or network, it is not in the beacon's
 * encoding, or the call had too little gas to verify it. Fetch the round again,
 * of the network that the deployment names.
 */
export class InvalidSignatureError extends /* @__PURE__ */ defineContractError<{
  readonly round: number
}>()({
  code: 'invalid-signature',
  message: 'This is not the beacon’s signature of the round.',
  remedy: 'Fetch the round again, of the network of the deployment.',
}) {}

/**
 * The chain cannot verify the beacon: it lacks a precompile.
 *
 * The beacon's signatures need those of EIP-2537. Deploy to a chain that has
 * them.
 */
export class PrecompileMissingError extends /* @__PURE__ */ defineContractError<{
  readonly precompile: Address
}>()({
  code: 'precompile-missing',
  message: 'The chain lacks a precompile that verifies the beacon.',
  remedy: 'Deploy to a chain with the precompiles of EIP-2537.',
}) {}

/**
 * A beacon was refused: the round that it was given is not signed by its key.
 *
 * Key, genesis and round do not belong together, or the chain verifies
 * signatures wrongly. Take all of them from one network.
 */
export class InvalidKnownRoundError extends /* @__PURE__ */ defineContractError<{
  readonly round: number
}>()({
  code: 'invalid-known-round',
  message: 'The known round is not signed by the key of the beacon.',
  remedy: 'Take key and round from the same network.',
}) {}

/**
 * A beacon was refused: it needs some time between its rounds.
 *
 * Take the period from the network, in seconds.
 */
export class InvalidPeriodError extends /* @__PURE__ */ defineContractError<{
  readonly period: bigint
}>()({
  code: 'invalid-period',
  message: 'A beacon needs a time between rounds.',
  remedy: 'Take the period from the network.',
}) {}
