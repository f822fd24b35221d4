import type { Address } from '@aichain/base'
import { type Caused, ContractError } from './contract-error.js'

/**
 * A call brought another amount than the bond or the fees.
 *
 * Bonds and fees are exact: send `required` wei, which
 * `ConsensusReader.parameters` and `TaskClient.quote` tell. Where an ERC-20 is the
 * asset, send none: the contract takes the token by its allowance.
 */
export class WrongValueError extends ContractError {
  readonly code = 'wrong-value'
  /** Wei. */
  readonly sent: bigint
  /** Wei. */
  readonly required: bigint

  constructor(
    parameters: { readonly sent: bigint; readonly required: bigint } & Caused,
  ) {
    const { sent, required, cause } = parameters
    super({
      shortMessage: 'The call must bring exactly the bond or the fee.',
      remedy: 'Send exactly the required amount.',
      facts: [`sent: ${sent} wei`, `required: ${required} wei`],
      cause,
    })
    this.sent = sent
    this.required = required
  }
}

/**
 * The token moved another amount than it was told to.
 *
 * Amounts are in the token's smallest unit. Why: the token takes a fee on
 * transfers, or changes balances by itself. Nothing was paid. This deployment
 * cannot be used with such a token: use another deployment.
 */
export class WrongTransferError extends ContractError {
  readonly code = 'wrong-transfer'
  /** In the token's smallest unit. */
  readonly received: bigint
  /** In the token's smallest unit. */
  readonly required: bigint

  constructor(
    parameters: {
      readonly received: bigint
      readonly required: bigint
    } & Caused,
  ) {
    const { received, required, cause } = parameters
    super({
      shortMessage: 'The token moved another amount than it was told to.',
      remedy: 'Use a deployment whose token moves exact amounts.',
      facts: [`received: ${received}`, `required: ${required}`],
      cause,
    })
    this.received = received
    this.required = required
  }
}

/**
 * The token refused to move.
 *
 * Why: the contract has no allowance for the amount, the account holds too little
 * of the token, or the token is paused. Approve the contract for the amount, see
 * to the balance, and call again.
 */
export class SafeERC20FailedOperationError extends ContractError {
  readonly code = 'safe-erc20-failed-operation'
  readonly token: Address

  constructor(parameters: { readonly token: Address } & Caused) {
    const { token, cause } = parameters
    super({
      shortMessage: 'The token refused to move.',
      remedy: 'Approve the contract for the amount and check the balance.',
      facts: [`token: ${token}`],
      cause,
    })
    this.token = token
  }
}

/**
 * The contract owes this account nothing.
 *
 * Refunds are paid once; rewards of a seat are taken with `claim`, its stake
 * with `withdrawSeat`. `Chain.getCredit` tells what `withdraw` would pay.
 */
export class NothingToWithdrawError extends ContractError {
  readonly code = 'nothing-to-withdraw'
  readonly account: Address

  constructor(parameters: { readonly account: Address } & Caused) {
    const { account, cause } = parameters
    super({
      shortMessage: 'The contract owes this account nothing.',
      remedy:
        'Check the account; rewards of a seat are claimed, not withdrawn.',
      facts: [`account: ${account}`],
      cause,
    })
    this.account = account
  }
}

/**
 * The receiver refused the ether.
 *
 * The amount stays in the contract and can be asked for again. Why: the
 * receiver is a contract that accepts no ether, or needs more gas than the call
 * had. Let it accept ether, then ask again.
 */
export class TransferFailedError extends ContractError {
  readonly code = 'transfer-failed'
  readonly to: Address
  /** Wei. */
  readonly amount: bigint

  constructor(
    parameters: { readonly to: Address; readonly amount: bigint } & Caused,
  ) {
    const { to, amount, cause } = parameters
    super({
      shortMessage: 'The receiver refused the ether.',
      remedy: 'Make the receiver accept ether, then ask again.',
      facts: [`to: ${to}`, `amount: ${amount} wei`],
      cause,
    })
    this.to = to
    this.amount = amount
  }
}
