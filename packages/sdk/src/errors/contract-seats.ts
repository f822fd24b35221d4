import { type Address, asDate, inWei } from '@aichain/base'
import { defineContractError } from './contract-error.js'

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
 * This key holds a seat, or held it until lately.
 *
 * One key has one seat until the stake of that seat is withdrawn, also where
 * another key took its place since. Use the seat that it has, or another key.
 */
export class SignerTakenError extends /* @__PURE__ */ defineContractError<{
  readonly signer: Address
  readonly seat: number
}>()({
  code: 'signer-taken',
  message: 'This key holds a seat, or did lately.',
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
 * Stake and rewards go to the owner's account alone, and it alone changes the
 * key; leaving and places are the signer's to change, too. Send the call from
 * the owner of the seat; `ConsensusReader.seat` tells who that is.
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
 * Only the key that answers for the seat in the task's epoch may commit. Send
 * the call from that key; `ConsensusReader.seat` tells which it is.
 */
export class NotSeatSignerError extends /* @__PURE__ */ defineContractError<{
  readonly seat: number
  readonly caller: Address
}>()({
  code: 'not-seat-signer',
  message: 'Only the signer of the seat may vote for it.',
  remedy: 'Send the call with the key that the seat had in that epoch.',
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
 * The seat holds no more than was paid in.
 *
 * Only rewards can be claimed while the seat stays; losses are covered by them
 * first. Claim after the seat has earned more.
 */
export class NothingToClaimError extends /* @__PURE__ */ defineContractError<{
  readonly seat: number
}>()({
  code: 'nothing-to-claim',
  message: 'The seat has no rewards.',
  remedy: 'Claim once it has earned more.',
}) {}

/**
 * The caller is a contract account, which cannot sign votes.
 *
 * A seat's key must be one that signs by itself. Join with such a key, and name
 * the contract as the owner.
 */
export class SignerIsContractError extends /* @__PURE__ */ defineContractError<{
  readonly signer: Address
}>()({
  code: 'signer-is-contract',
  message: 'A contract account cannot sign votes.',
  remedy: 'Join with a plain key, and name the contract as the owner.',
}) {}

/**
 * The new key of a seat did not agree to be it.
 *
 * `recovered` is the account that the signature leads to. The new key signs
 * `signerDigest` for the seat, its owner and the next epoch: a signature of the
 * epoch before does not count any more. Have it sign again.
 */
export class InvalidSignerError extends /* @__PURE__ */ defineContractError<{
  readonly signer: Address
  readonly recovered: Address
}>()({
  code: 'invalid-signer',
  message: 'The new key did not agree.',
  remedy: 'Have the new key sign for this seat and the next epoch.',
}) {}

/**
 * The key of the seat was changed lately.
 *
 * The one before still answers for tasks that are not over. The next change is
 * possible from epoch `epoch` on.
 */
export class RotationTooSoonError extends /* @__PURE__ */ defineContractError<{
  readonly seat: number
  /** The number of an epoch of the deployment. */
  readonly epoch: number
}>()({
  code: 'rotation-too-soon',
  isRetryable: true,
  message: 'The key of the seat was changed lately.',
  remedy: 'Change it again in the epoch given.',
}) {}

/**
 * The seat would hold less than its bond.
 *
 * To join takes at least the bond, and to enter a list a fee out of what is
 * above it. `required` is what the seat must hold: pay in more with `join` or
 * `topUp`.
 */
export class BalanceTooLowError extends /* @__PURE__ */ defineContractError<{
  /** 0 for one that does not exist yet. */
  readonly seat: number
  /** Wei. */
  readonly balance: bigint
  /** Wei. */
  readonly required: bigint
}>()({
  code: 'balance-too-low',
  message: 'The seat would hold less than its bond.',
  remedy: 'Pay in at least the difference.',
  format: { balance: inWei, required: inWei },
}) {}

/**
 * No seat can hold so much.
 *
 * Its balance could be `maximum` at most. Pay in less; more stake earns no more.
 */
export class BalanceTooHighError extends /* @__PURE__ */ defineContractError<{
  /** 0 for one that does not exist yet. */
  readonly seat: number
  /** Wei. */
  readonly balance: bigint
  /** Wei. */
  readonly maximum: bigint
}>()({
  code: 'balance-too-high',
  message: 'No seat can hold so much.',
  remedy: 'Pay in less.',
  format: { balance: inWei, maximum: inWei },
}) {}
