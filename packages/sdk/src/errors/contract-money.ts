import { type Address, inWei } from '@aichain/base'
import { defineContractError } from './contract-error.js'

/**
 * A call carried an amount other than the one that it is for.
 *
 * Stakes, fees and deposits are exact: send `required` wei, which
 * `ConsensusReader.parameters` and `TaskClient.quote` give. Where an ERC-20 is
 * the asset, send none: the contract takes the token by its allowance.
 */
export class WrongValueError extends /* @__PURE__ */ defineContractError<{
  /** Wei. */
  readonly sent: bigint
  /** Wei. */
  readonly required: bigint
}>()({
  code: 'wrong-value',
  message: 'The call must carry exactly what it pays for.',
  remedy: 'Send exactly the required amount.',
  format: { sent: inWei, required: inWei },
}) {}

/**
 * The token did not move the exact amount.
 *
 * Amounts are in the token's smallest unit. Why: the token takes a fee on
 * transfers, or changes balances by itself. Nothing was paid. This deployment
 * cannot be used with such a token: use another deployment.
 */
export class WrongTransferError extends /* @__PURE__ */ defineContractError<{
  /** In the token's smallest unit. */
  readonly received: bigint
  /** In the token's smallest unit. */
  readonly required: bigint
}>()({
  code: 'wrong-transfer',
  message: 'The token did not move the exact amount.',
  remedy: 'Use a deployment whose token moves exact amounts.',
}) {}

/**
 * The token refused the transfer.
 *
 * Why: the contract has no allowance for the amount, the account holds too
 * little of the token, or the token is paused. Approve the contract for the
 * amount, check the balance, and call again.
 */
export class SafeERC20FailedOperationError extends /* @__PURE__ */ defineContractError<{
  readonly token: Address
}>()({
  code: 'safe-erc20-failed-operation',
  message: 'The token refused the transfer.',
  remedy: 'Approve the contract for the amount and check the balance.',
}) {}

/**
 * The contract owes this account nothing.
 *
 * Refunds are paid once; rewards of a seat are taken with `claim`, its stake
 * with `withdrawSeat`. `Chain.getCredit` tells what `withdraw` would pay.
 */
export class NothingToWithdrawError extends /* @__PURE__ */ defineContractError<{
  readonly account: Address
}>()({
  code: 'nothing-to-withdraw',
  message: 'The contract owes this account nothing.',
  remedy: 'Check the account; rewards of a seat are claimed, not withdrawn.',
}) {}

/**
 * The receiver refused the ether.
 *
 * The amount stays in the contract and can be asked for again. Why: the
 * receiver is a contract that accepts no ether, or needs more gas than the call
 * had. Let it accept ether, then ask again.
 */
export class TransferFailedError extends /* @__PURE__ */ defineContractError<{
  readonly to: Address
  /** Wei. */
  readonly amount: bigint
}>()({
  code: 'transfer-failed',
  message: 'The receiver refused the ether.',
  remedy: 'Make the receiver accept ether, then ask again.',
  format: { amount: inWei },
}) {}

/**
 * The zero address was given for an account.
 *
 * Nobody could ever take out what it is owed. Pass the account that is meant:
 * the owner of a seat, the payer of a deposit, a session key.
 */
export class ZeroAddressError extends /* @__PURE__ */ defineContractError()({
  code: 'zero-address',
  message: 'The zero address is no account.',
  remedy: 'Pass the address of the account that is meant.',
}) {}

/**
 * Nothing was to be paid in.
 *
 * Pass how much it should be.
 */
export class ZeroAmountError extends /* @__PURE__ */ defineContractError()({
  code: 'zero-amount',
  message: 'An amount is needed.',
  remedy: 'Pass an amount above zero.',
}) {}
