import type { Address } from '@aichain/base'
import { type Caused, ContractError, isoTime } from './contract-error.js'

/**
 * The zero address was given as an owner.
 *
 * Nobody could ever take the stake out again. Give the account that shall own
 * the seat.
 */
export class ZeroAddressError extends ContractError {
  readonly code = 'zero-address'

  constructor({ cause }: Caused = {}) {
    super({
      shortMessage: 'The zero address cannot own a seat.',
      remedy: 'Give the address of the account that shall own it.',
      cause,
    })
  }
}

/**
 * Every seat of this deployment is taken.
 *
 * The number of seats is limited for ever. Wait until a seat that leaves is
 * withdrawn, or join another deployment.
 */
export class SeatsFullError extends ContractError {
  readonly code = 'seats-full'
  override readonly isRetryable = true
  readonly maximum: bigint

  constructor(parameters: { readonly maximum: bigint } & Caused) {
    const { maximum, cause } = parameters
    super({
      shortMessage: 'All seats are taken.',
      remedy: 'Wait for a seat to become free, or join another deployment.',
      facts: [`maximum: ${maximum}`],
      cause,
    })
    this.maximum = maximum
  }
}

/**
 * This key already holds a seat.
 *
 * One key has one seat until the stake of that seat is withdrawn. Use the seat
 * that it has, or another key.
 */
export class SignerTakenError extends ContractError {
  readonly code = 'signer-taken'
  readonly signer: Address
  readonly seat: number

  constructor(
    parameters: { readonly signer: Address; readonly seat: number } & Caused,
  ) {
    const { signer, seat, cause } = parameters
    super({
      shortMessage: 'This key already holds a seat.',
      remedy: 'Use its seat, or join with another key.',
      facts: [`signer: ${signer}`, `seat: ${seat}`],
      cause,
    })
    this.signer = signer
    this.seat = seat
  }
}

/**
 * Nobody holds this seat.
 *
 * Why: the number is mistyped, or the seat was withdrawn.
 * `ConsensusReader.seats` lists the seats that exist.
 */
export class SeatUnknownError extends ContractError {
  readonly code = 'seat-unknown'
  readonly seat: number

  constructor(parameters: { readonly seat: number } & Caused) {
    const { seat, cause } = parameters
    super({
      shortMessage: 'Nobody holds this seat.',
      remedy: 'Check the number of the seat.',
      facts: [`seat: ${seat}`],
      cause,
    })
    this.seat = seat
  }
}

/**
 * Somebody else than the owner of a seat asked for what only the owner may do.
 *
 * Stake and rewards go to the owner's account alone. Send the call from the
 * owner of the seat; `ConsensusReader.seat` tells who that is.
 */
export class NotSeatOwnerError extends ContractError {
  readonly code = 'not-seat-owner'
  readonly seat: number
  readonly caller: Address

  constructor(
    parameters: { readonly seat: number; readonly caller: Address } & Caused,
  ) {
    const { seat, caller, cause } = parameters
    super({
      shortMessage: 'Only the owner of the seat may do this.',
      remedy: 'Send the call from the account that owns the seat.',
      facts: [`seat: ${seat}`, `caller: ${caller}`],
      cause,
    })
    this.seat = seat
    this.caller = caller
  }
}

/**
 * Somebody else than the signer of a seat tried to vote for it.
 *
 * Only the key that joined may commit. Send the call from the signer of the
 * seat; `ConsensusReader.seat` tells who that is.
 */
export class NotSeatSignerError extends ContractError {
  readonly code = 'not-seat-signer'
  readonly seat: number
  readonly caller: Address

  constructor(
    parameters: { readonly seat: number; readonly caller: Address } & Caused,
  ) {
    const { seat, caller, cause } = parameters
    super({
      shortMessage: 'Only the signer of the seat may vote for it.',
      remedy: 'Send the call with the key that joined.',
      facts: [`seat: ${seat}`, `caller: ${caller}`],
      cause,
    })
    this.seat = seat
    this.caller = caller
  }
}

/**
 * The seat is leaving already.
 *
 * It left by its own wish, or was ejected because less than half of its bond
 * was left; from `to` on it is drawn no more. Nothing is left to do but to wait
 * and withdraw.
 */
export class SeatLeavingError extends ContractError {
  readonly code = 'seat-leaving'
  readonly seat: number
  /** Seconds since the epoch. */
  readonly to: number

  constructor(
    parameters: { readonly seat: number; readonly to: number } & Caused,
  ) {
    const { seat, to, cause } = parameters
    super({
      shortMessage: 'The seat is leaving already.',
      remedy: 'Wait, then withdraw the seat.',
      facts: [`seat: ${seat}`, `to: ${isoTime(to)}`],
      cause,
    })
    this.seat = seat
    this.to = to
  }
}

/**
 * A seat that has not left cannot be withdrawn.
 *
 * Its stake answers for its votes. Call `NodeRunner.leave` first; the stake can
 * be withdrawn after notice and unbonding.
 */
export class SeatNotLeavingError extends ContractError {
  readonly code = 'seat-not-leaving'
  readonly seat: number

  constructor(parameters: { readonly seat: number } & Caused) {
    const { seat, cause } = parameters
    super({
      shortMessage: 'The seat has not left.',
      remedy: 'Leave first, then withdraw once the unbonding period is over.',
      facts: [`seat: ${seat}`],
      cause,
    })
    this.seat = seat
  }
}

/**
 * The stake of a seat that left is still locked.
 *
 * It must outlive every task that the seat may be slashed for. Withdraw after
 * `availableAt`, in seconds since the epoch.
 */
export class SeatLockedError extends ContractError {
  readonly code = 'seat-locked'
  override readonly isRetryable = true
  readonly seat: number
  /** Seconds since the epoch. */
  readonly availableAt: bigint

  constructor(
    parameters: {
      readonly seat: number
      readonly availableAt: bigint
    } & Caused,
  ) {
    const { seat, availableAt, cause } = parameters
    super({
      shortMessage: 'The stake is still locked.',
      remedy: 'Withdraw it after the time given.',
      facts: [`seat: ${seat}`, `availableAt: ${isoTime(availableAt)}`],
      cause,
    })
    this.seat = seat
    this.availableAt = availableAt
  }
}

/**
 * The seat holds no more than its bond.
 *
 * Only rewards above the bond can be claimed while the seat stays; losses are
 * made good from rewards first. Claim after the seat has earned more.
 */
export class NothingToClaimError extends ContractError {
  readonly code = 'nothing-to-claim'
  readonly seat: number

  constructor(parameters: { readonly seat: number } & Caused) {
    const { seat, cause } = parameters
    super({
      shortMessage: 'The seat has no rewards above its bond.',
      remedy: 'Claim once it has earned more.',
      facts: [`seat: ${seat}`],
      cause,
    })
    this.seat = seat
  }
}
