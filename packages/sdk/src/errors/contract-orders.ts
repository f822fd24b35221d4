import { type Address, asDate, inWei } from '@aichain/base'
import { defineContractError } from './contract-error.js'

/**
 * Only one account may bring this order, and it was another one that did.
 *
 * The payer named `submitter` when it signed. Let that account bring it, or
 * have an order signed that anybody may bring.
 */
export class NotSubmitterError extends /* @__PURE__ */ defineContractError<{
  readonly submitter: Address
  readonly caller: Address
}>()({
  code: 'not-submitter',
  message: 'Another account must bring this order.',
  remedy: 'Let the named account bring it.',
}) {}

/**
 * The signed order came too late.
 *
 * It was good until `deadline`, in seconds since the epoch. Nothing was paid:
 * sign it again.
 */
export class OrderExpiredError extends /* @__PURE__ */ defineContractError<{
  /** Seconds since the epoch. */
  readonly deadline: number
}>()({
  code: 'order-expired',
  message: 'The signed order came too late.',
  remedy: 'Sign it again, with a later deadline.',
  format: { deadline: asDate },
}) {}

/**
 * Nobody who may spend the payer's credit signed the order.
 *
 * `recovered` is the account that the signature leads to. Why: something in the
 * order was changed after it was signed, it was signed for another chain or
 * contract, the key was never authorized, or the payer's contract account does
 * not take the signature. Sign `orderDigest` of exactly this order.
 */
export class InvalidOrderSignatureError extends /* @__PURE__ */ defineContractError<{
  readonly payer: Address
  /** The zero address if the signature leads to nobody. */
  readonly recovered: Address
}>()({
  code: 'invalid-order-signature',
  message: 'The order was not signed by its payer, nor by a key of the payer.',
  remedy: 'Sign exactly this order, by the payer or an authorized key.',
}) {}

/**
 * The session key may not spend so much, not any more, or not on this list.
 *
 * `amount` is what it may still spend. Have the payer authorize it anew with
 * `Chain.authorize`.
 */
export class AllowanceExceededError extends /* @__PURE__ */ defineContractError<{
  readonly payer: Address
  readonly key: Address
  /** Wei. */
  readonly amount: bigint
  /** Wei. */
  readonly required: bigint
}>()({
  code: 'allowance-exceeded',
  message: 'The session key may not spend this.',
  remedy: 'Have the payer authorize the key for more, longer, or this list.',
  format: { amount: inWei, required: inWei },
}) {}

/**
 * A session key offered too large a tip.
 *
 * At most a tenth of the shares, the round's tip included, so that a stolen key
 * cannot empty the credit by tips. Offer at most `maximum` wei, or let the payer sign.
 */
export class TipTooHighError extends /* @__PURE__ */ defineContractError<{
  /** Wei. */
  readonly tip: bigint
  /** Wei. */
  readonly maximum: bigint
}>()({
  code: 'tip-too-high',
  message: 'A session key tips at most a tenth of the shares.',
  remedy: 'Offer at most the maximum, or let the payer sign.',
  format: { tip: inWei, maximum: inWei },
}) {}

/**
 * The payer's credit does not reach for the order and its tip.
 *
 * Raise it with `Chain.deposit`; `Chain.getCredit` tells what is left.
 */
export class CreditTooLowError extends /* @__PURE__ */ defineContractError<{
  readonly payer: Address
  /** Wei. */
  readonly credit: bigint
  /** Wei. */
  readonly required: bigint
}>()({
  code: 'credit-too-low',
  message: 'The credit of the payer does not reach.',
  remedy: 'Deposit the difference first.',
  format: { credit: inWei, required: inWei },
}) {}

/**
 * The contract keeps this function for itself.
 *
 * `submitOrder` is one order of a batch. Bring orders with `Chain.submitOrders`.
 */
export class OnlySelfError extends /* @__PURE__ */ defineContractError()({
  code: 'only-self',
  message: 'Only the contract itself may call this.',
  remedy: 'Bring the order with `submitOrders`.',
}) {}
