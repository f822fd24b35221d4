import { type Address, asDate } from '@aichain/base'
import { defineContractError } from './contract-error.js'

/**
 * The zero address was given as an owner.
 *
 * Nobody could ever take the stake out again. Pass the account that should own
 * the seat.
 */
export class ZeroAddressError extends /* @__PURE__ */ defineContractError()({
  code: 'zero-address',
  message: 'The zero address cannot own a seat.',
  remedy: 'Pass the address of the account that should own it.',
}) {}

/**
 * Every seat of this deployment is taken.
 *
 * The contract fixes the number of seats. Wait until a seat that leaves is
 * withdrawn, or join another deployment.
 */
export class SeatsFullError extends /* @__PURE__ */ defineContractError<{
  readonly maximum: bigint
}>()({
  code: 'seats-full',
  isRetryable: true,
  message: 'All seats are taken.',
  remedy: 'Wait for a seat to become free, or join another deployment.',
}) {}

/**
 * This key already holds a seat.
 *
 * One key has one seat until the stake of that seat is withdrawn. Use the seat
 * that it has, or another key.
 */
export class SignerTakenError extends /* @__PURE__ */ defineContractError<{
  readonly signer: Address
  readonly seat: number
}>()({
  code: 'signer-taken',
  message: 'This key already holds a seat.',
  remedy: 'Use its seat, or join with another key.',
}) {}

/**
 * Nobody holds this seat.
 *
 * Why: the number is mistyped, or the seat was withdrawn.
 * `ConsensusReader.seats` lists the seats that exist.
 */
export class SeatUnknownError extends /* @__PURE__ */ defineContractError<{
  readonly seat: number
}>()({
  code: 'seat-unknown',
  message: 'Nobody holds this seat.',
  remedy: 'Check the number of the seat.',
}) {}

/**
 * Somebody other than the owner of a seat asked for what only the owner may do.
 *
 * Stake and rewards go to the owner's account alone. Send the call from the
 * owner of the seat; `ConsensusReader.seat` tells who that is.
 */
export class NotSeatOwnerError extends /* @__PURE__ */ defineContractError<{
  readonly seat: number
  readonly caller: Address
}>()({
  code: 'not-seat-owner',
  message: 'Only the owner of the seat may do this.',
  remedy: 'Send the call from the account that owns the seat.',
}) {}

/**
 * Somebody other than the signer of a seat tried to vote for it.
 *
 * Only the key that joined may commit. Send the call from the signer of the
 * seat; `ConsensusReader.seat` tells who that is.
 */
export class NotSeatSignerError extends /* @__PURE__ */ defineContractError<{
  readonly seat: number
  readonly caller: Address
}>()({
  code: 'not-seat-signer',
  message: 'Only the signer of the seat may vote for it.',
  remedy: 'Send the call with the key that joined.',
}) {}

/**
 * The seat is already leaving.
 *
 * It left by choice, or was ejected because less than half of its bond was
 * left; from `to` on it is no longer drawn. All that is left to do is to wait
 * and withdraw.
 */
export class SeatLeavingError extends /* @__PURE__ */ defineContractError<{
  readonly seat: number
  /** Seconds since the epoch. */
  readonly to: number
}>()({
  code: 'seat-leaving',
  message: 'The seat is already leaving.',
  remedy: 'Wait, then withdraw the seat.',
  format: { to: asDate },
}) {}

/**
 * A seat that has not left cannot be withdrawn.
 *
 * Its stake answers for its votes. Call `NodeRunner.leave` first; the stake can
 * be withdrawn after notice and unbonding.
 */
export class SeatNotLeavingError extends /* @__PURE__ */ defineContractError<{
  readonly seat: number
}>()({
  code: 'seat-not-leaving',
  message: 'The seat has not left.',
  remedy: 'Leave first, then withdraw once the unbonding period is over.',
}) {}

/**
 * The stake of a seat that left is still locked.
 *
 * It must outlive every task that the seat may be slashed for. Withdraw after
 * `availableAt`, in seconds since the epoch.
 */
export class SeatLockedError extends /* @__PURE__ */ defineContractError<{
  readonly seat: number
  /** Seconds since the epoch. */
  readonly availableAt: number
}>()({
  code: 'seat-locked',
  isRetryable: true,
  message: 'The stake is still locked.',
  remedy: 'Withdraw it after the time given.',
  format: { availableAt: asDate },
}) {}

/**
 * The seat holds no more than its bond.
 *
 * Only rewards above the bond can be claimed while the seat stays; losses are
 * covered by rewards first. Claim after the seat has earned more.
 */
export class NothingToClaimError extends /* @__PURE__ */ defineContractError<{
  readonly seat: number
}>()({
  code: 'nothing-to-claim',
  message: 'The seat has no rewards above its bond.',
  remedy: 'Claim once it has earned more.',
}) {}
