import {
  type Address,
  defineError,
  failureRemedy,
  type Hex,
  type HttpFailureKind,
  inWei,
} from '@aichain/base'

/**
 * The chain did not answer, or not as an RPC endpoint does.
 *
 * Whether what was sent last has arrived is not known: check before sending it
 * again. Why: the RPC endpoint is down, refuses the connection, has a
 * certificate that is not trusted, wants credentials, limits the rate of
 * requests, or is not an RPC endpoint at all: a web page answers in its place.
 * `reason` and `kind` say which, where the platform tells; browsers hide it. Do
 * what the remedy says, then call again; a watcher tries by itself until
 * `unreachableAfter` has passed.
 */
export class ChainUnreachableError extends /* @__PURE__ */ defineError<{
  /** The endpoint's, without credentials and keys. */
  readonly address?: string | undefined
  /** A clause about the endpoint. */
  readonly reason?: string | undefined
  readonly kind?: HttpFailureKind | undefined
  /** Of its HTTP answer. */
  readonly status?: number | undefined
  /** Milliseconds that it asks to wait. */
  readonly retryAfter?: number | undefined
}>()({
  code: 'chain-unreachable',
  isRetryable: true,
  message: ({ reason }) =>
    reason === undefined
      ? 'The chain did not answer.'
      : `The RPC endpoint cannot be used: ${reason}.`,
  remedy: ({ kind = 'timeout' }) => failureRemedy(kind),
  facts: ({ address, status, retryAfter }) => ({
    address,
    status,
    'retry after': retryAfter === undefined ? undefined : `${retryAfter} ms`,
  }),
}) {}

/**
 * An amount is no multiple of the deployment's unit.
 *
 * The contracts count in whole units, each `unit` of the asset's smallest unit.
 * Nothing was sent. Round the amount to a multiple; quotes are.
 */
export class NotWholeUnitsError extends /* @__PURE__ */ defineError<{
  /** Wei. */
  readonly amount: bigint
  /** Wei. */
  readonly unit: bigint
}>()({
  code: 'not-whole-units',
  message: 'The amount is no multiple of the unit of the deployment.',
  remedy: 'Round it to a multiple of the unit.',
  format: { amount: inWei, unit: inWei },
}) {}

/**
 * The client or the wallet is connected to a chain other than the deployment's.
 *
 * Nothing was sent. Why: the RPC endpoint serves another chain, or the user's
 * wallet is switched to another one. Connect to chain `expected`; a browser
 * wallet can be asked with `switchChain` from `viem/actions`.
 */
export class WrongChainError extends /* @__PURE__ */ defineError<{
  readonly expected: number
  readonly actual: number
}>()({
  code: 'wrong-chain',
  message: ({ expected, actual }) =>
    `This is chain ${actual}, but the contracts are on chain ${expected}.`,
  remedy: ({ expected }) =>
    `Connect the client and the wallet to chain ${expected}.`,
}) {}

/**
 * There is no such contract at the deployment's address.
 *
 * Why: the address is mistyped, the contracts were deployed to another chain,
 * or a local chain was restarted without its state. Check the deployment.
 */
export class ContractNotFoundError extends /* @__PURE__ */ defineError<{
  readonly address: Address
}>()({
  code: 'contract-not-found',
  message: 'There is no such contract at this address.',
  remedy: 'Check the addresses of the deployment and the chain.',
}) {}

/**
 * The deployment does not match what is on the chain.
 *
 * Nothing was sent. Why: the addresses of the two contracts are swapped, one of
 * them belongs to another contract or to another version of these, or
 * `fromBlock` lies ahead of the chain. `reason` says which. Check the
 * deployment.
 */
export class DeploymentMismatchError extends /* @__PURE__ */ defineError<{
  /** A clause that could follow "the deployment does not fit the chain: ". */
  readonly reason: string
  /** Which contract answered otherwise. */
  readonly address?: Address | undefined
}>()({
  code: 'deployment-mismatch',
  message: ({ reason }) => `The deployment does not fit the chain: ${reason}.`,
  remedy: 'Check the chain id, the addresses and the block of the deployment.',
  facts: ({ address }) => ({ address }),
}) {}

/**
 * The account cannot pay for the transaction.
 *
 * Nothing was sent. The account needs the value of the call (fee or bond) and
 * the gas for it. Send ether to the account, then call again.
 */
export class InsufficientFundsError extends /* @__PURE__ */ defineError<{
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
 * Nothing was sent. Why: the request was rejected or closed in the wallet. Ask
 * the user, then call again.
 */
export class TransactionRejectedError extends /* @__PURE__ */ defineError()({
  code: 'transaction-rejected',
  message: 'The wallet declined to sign the transaction.',
  remedy: 'Approve the request in the wallet.',
}) {}

/**
 * The wallet has another request open, and takes no second one (code -32002).
 *
 * Nothing was sent. Why: the wallet is waiting for its user, perhaps in a
 * window that nobody noticed. Open the wallet, answer the pending request, then
 * call again.
 *
 * @see {@link https://eips.ethereum.org/EIPS/eip-1474#error-codes}
 */
export class WalletBusyError extends /* @__PURE__ */ defineError()({
  code: 'wallet-busy',
  isRetryable: true,
  message: 'The wallet has another request open.',
  remedy: 'Open the wallet and answer the pending request.',
}) {}

/**
 * The wallet lost its connection, to every chain (code 4900) or to the one that
 * was asked for (4901).
 *
 * Nothing was sent. Why: the wallet's own network or endpoint is down, or it
 * does not know the chain. Reconnect the wallet, then call again.
 *
 * @see {@link https://eips.ethereum.org/EIPS/eip-1193#provider-errors}
 */
export class WalletDisconnectedError extends /* @__PURE__ */ defineError<{
  /** What it is cut off from. */
  readonly from: 'every-chain' | 'this-chain'
}>()({
  code: 'wallet-disconnected',
  isRetryable: true,
  message: ({ from }) =>
    from === 'every-chain'
      ? 'The wallet is disconnected from every chain.'
      : 'The wallet is not connected to the chain of the contracts.',
  remedy: ({ from }) =>
    from === 'every-chain'
      ? 'Reconnect the wallet, or check its network.'
      : 'Switch the wallet to the chain of the contracts, or add it there.',
  facts: () => [],
}) {}

/**
 * The wallet does not let this page use the account (code 4100).
 *
 * Nothing was sent. Why: the account was never connected to this site, or was
 * disconnected in the wallet. Ask for it again, with `requestAddresses` from
 * `viem/actions`.
 *
 * @see {@link https://eips.ethereum.org/EIPS/eip-1193#provider-errors}
 */
export class WalletUnauthorizedError extends /* @__PURE__ */ defineError()({
  code: 'wallet-unauthorized',
  message: 'The wallet does not let this site use the account.',
  remedy: 'Connect the account to this site again, then retry.',
}) {}

/**
 * The wallet does not support what was asked of it (code 4200).
 *
 * Nothing was sent. Why: it is read-only, or it does not sign transactions of
 * this kind. Use another wallet.
 *
 * @see {@link https://eips.ethereum.org/EIPS/eip-1193#provider-errors}
 */
export class WalletUnsupportedError extends /* @__PURE__ */ defineError<{
  /** What it said, where it said anything. */
  readonly reason?: string | undefined
}>()({
  code: 'wallet-unsupported',
  message: 'The wallet does not support what was asked of it.',
  remedy: 'Use a wallet that can send transactions.',
}) {}

/**
 * A contract refused a call for a reason that it does not declare.
 *
 * Nothing was sent: the call was only read or tried. Why: the address belongs
 * to another contract, the token that pays refuses, or the endpoint stopped the
 * call for its length. Check the deployment, and what `reason` says.
 */
export class CallRevertedError extends /* @__PURE__ */ defineError<{
  /** What the contract or the endpoint said, where it said anything. */
  readonly reason?: string | undefined
}>()({
  code: 'call-reverted',
  message:
    'The contract refused the call for a reason that it does not declare; nothing was sent.',
  remedy:
    'Check the addresses of the deployment, and the allowance of a token.',
}) {}

/**
 * A transaction is in a block, and failed for a reason that the contracts do
 * not declare.
 *
 * It has used its gas. Why: the gas ran out, or another transaction came first.
 * Read the state again before the next try.
 */
export class TransactionRevertedError extends /* @__PURE__ */ defineError<{
  readonly transactionHash: Hex
  /** What the contract or the chain said, where it said anything. */
  readonly reason?: string | undefined
}>()({
  code: 'transaction-reverted',
  message: 'The transaction failed for a reason that no contract declares.',
  remedy: 'Read the state again; then decide whether to send another.',
}) {}

/**
 * A transaction was to be sent, but the chain was created without a wallet.
 *
 * Nothing was sent. Pass `wallet`, a viem client that has an account, to
 * `viemChain`; in a browser, once the user has connected one.
 */
export class WalletMissingError extends /* @__PURE__ */ defineError()({
  code: 'wallet-missing',
  message: 'There is no wallet to sign the transaction.',
  remedy: 'Pass a viem client with an account as `wallet` to viemChain.',
}) {}

/**
 * The chain answered a request with an error that no contract declares.
 *
 * Nothing was sent. Why: the RPC endpoint does not offer the method or the
 * range that was asked for, or does not accept the transaction, for example
 * because its fee is below the market. `reason` is what the endpoint said.
 */
export class ChainRefusedError extends /* @__PURE__ */ defineError<{
  /** The endpoint's, without credentials and keys. */
  readonly address?: string | undefined
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
 * same key. `replacementHash` is that transaction, where it was found. Read the
 * state again before the next try; give each program its own key.
 */
export class TransactionReplacedError extends /* @__PURE__ */ defineError<{
  readonly transactionHash: Hex
  readonly replacementHash?: Hex | undefined
}>()({
  code: 'transaction-replaced',
  message: 'Another transaction replaced the one that was sent.',
  remedy: 'Read the state again; then decide whether to send another.',
}) {}
