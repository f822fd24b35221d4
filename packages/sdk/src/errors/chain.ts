import { type Address, defineError, type Hex } from '@aichain/base'

/**
 * The chain did not answer.
 *
 * Nothing is known about what was sent last: look before sending it again. Why:
 * the RPC endpoint is down, refuses the connection, limits the rate, or the
 * network between is broken. Check the URL of the client's transport, then call
 * again; a watcher tries by itself until `unreachableAfter` has passed.
 */
export class ChainUnreachableError extends defineError()({
  code: 'chain-unreachable',
  isRetryable: true,
  message: 'The chain did not answer.',
  remedy: 'Check that the RPC endpoint runs and can be reached, then retry.',
}) {}

/**
 * The client or the wallet is connected to another chain than the deployment's.
 *
 * Nothing was sent. Why: the RPC endpoint serves another chain, or the user's
 * wallet is switched to one. Connect to chain `expected`; a browser wallet can
 * be asked with `switchChain` from `viem/actions`.
 */
export class WrongChainError extends defineError<{
  readonly expected: number
  readonly actual: number
}>()({
  code: 'wrong-chain',
  message: ({ expected, actual }) =>
    `This is chain ${actual}, the contracts are on chain ${expected}.`,
  remedy: ({ expected }) =>
    `Connect the client and the wallet to chain ${expected}.`,
}) {}

/**
 * There is no such contract at the deployment's address.
 *
 * Why: the address is mistyped, the contracts were deployed to another chain,
 * or a local chain was restarted without its state. Check the deployment.
 */
export class ContractNotFoundError extends defineError<{
  readonly address: Address
}>()({
  code: 'contract-not-found',
  message: 'There is no such contract at this address.',
  remedy: 'Check the addresses of the deployment and the chain.',
}) {}

/**
 * The account cannot pay for the transaction.
 *
 * Nothing was sent. The account needs the value of the call (fee or bond) and
 * the gas for it. Send ether to the account, then call again.
 */
export class InsufficientFundsError extends defineError<{
  readonly account: Address
  /** Wei that the call itself carries; gas comes on top. */
  readonly value: bigint
}>()({
  code: 'insufficient-funds',
  message: 'The account cannot pay for the transaction.',
  remedy: 'Send ether to the account, enough for the value and the gas.',
  facts: ({ account, value }) => ({ account, value: `${value} wei, and gas` }),
}) {}

/**
 * The user, or the wallet on the user's behalf, declined to sign.
 *
 * Nothing was sent. Why: the request was rejected or closed in the wallet, or
 * the account is not authorized for this site. Ask the user, then call again.
 */
export class TransactionRejectedError extends defineError()({
  code: 'transaction-rejected',
  message: 'The wallet declined to sign the transaction.',
  remedy: 'Approve the request in the wallet.',
}) {}

/**
 * The transaction failed for a reason that the contracts do not declare.
 *
 * Either a simulation failed and nothing was sent, or the transaction is in a
 * block and has used its gas: then `hash` is set. Why: the gas ran out, another
 * transaction came first, or the addresses belong to other contracts than the
 * SDK knows. Read the state again before the next try.
 */
export class TransactionRevertedError extends defineError<{
  readonly hash?: Hex | undefined
  /** What the contract or the chain said, where it said anything. */
  readonly reason?: string | undefined
}>()({
  code: 'transaction-reverted',
  message: 'The transaction failed for a reason that no contract declares.',
  remedy: 'Read the state again; then decide whether to send another.',
}) {}

/**
 * A transaction was to be sent, but the chain was made without a wallet.
 *
 * Nothing was sent. Pass `wallet`, a viem client that has an account, to
 * `viemChain`; in a browser, once the user has connected one.
 */
export class WalletMissingError extends defineError()({
  code: 'wallet-missing',
  message: 'No wallet is there to sign the transaction.',
  remedy: 'Pass a viem client with an account as `wallet` to viemChain.',
}) {}

/**
 * The chain answered a request with an error that no contract declares.
 *
 * Nothing was sent. Why: the RPC endpoint does not offer the method or the
 * range that was asked for, or does not accept the transaction, for example
 * because its fee is below the market. `reason` is what the endpoint said.
 */
export class ChainRefusedError extends defineError<{
  readonly reason?: string | undefined
}>()({
  code: 'chain-refused',
  message: 'The chain refused the request.',
  remedy: 'Read the reason; if it is about limits, use another endpoint.',
}) {}

/**
 * A transaction that was sent will never be in a block.
 *
 * Another transaction with the same nonce took its place: the user sped it up
 * with other content or cancelled it in the wallet, or another program uses the
 * same key. `replacement` is that transaction, where it was found. Read the
 * state again before the next try; give each program its own key.
 */
export class TransactionReplacedError extends defineError<{
  readonly hash: Hex
  readonly replacement?: Hex | undefined
}>()({
  code: 'transaction-replaced',
  message: 'Another transaction took the place of the one sent.',
  remedy: 'Read the state again; then decide whether to send another.',
}) {}
