import {
  type Address,
  AichainError,
  type Hex,
  isAddress,
  isHex,
} from '@aichain/base'
import { BaseError } from 'viem'
import {
  ChainRefusedError,
  ChainUnreachableError,
  ContractNotFoundError,
  InsufficientFundsError,
  TransactionRejectedError,
  TransactionRevertedError,
} from '../../errors/chain.js'
import { contractError } from './contract-error.js'

/** What the call was, for errors that tell it. */
type ErrorContext = {
  readonly account?: Hex | undefined
  readonly value?: bigint | undefined
}

/**
 * The SDK's error for whatever viem, a wallet or an RPC endpoint threw: first
 * by the revert data, wherever in the causes it is, then by the kind of failure.
 */
export function chainError(
  error: unknown,
  context: ErrorContext = {},
): AichainError {
  if (AichainError.isInstance(error)) return error
  const causes = [...causesOf(error)]
  return (
    revertOf(causes, error) ??
    emptinessOf(causes, error) ??
    failureOf(causes, error, context)
  )
}

/** Names of viem's errors, which survive duplicate copies of viem; codes of EIP-1193 and EIP-1474. */
const unreachable = [
  'HttpRequestError',
  'WebSocketRequestError',
  'SocketClosedError',
  'TimeoutError',
  'LimitExceededRpcError',
  'ProviderDisconnectedError',
  'ChainDisconnectedError',
  'SocketEvent',
]
const noConnection =
  /socket (?:has been |is )?closed|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN/i
const rejected = ['UserRejectedRequestError', 'UnauthorizedProviderError']
const REJECTED_CODES = [4001, 4100]
const reverted = ['ExecutionRevertedError', 'ContractFunctionRevertedError']

function failureOf(
  causes: readonly Cause[],
  error: unknown,
  context: ErrorContext,
): AichainError {
  const is = (...names: string[]) =>
    causes.some(({ name }) => name !== undefined && names.includes(name))
  const says = (pattern: RegExp) =>
    causes.some(({ message }) => pattern.test(message ?? ''))
  if (
    is(...rejected) ||
    causes.some(({ code }) => REJECTED_CODES.includes(Number(code)))
  )
    return new TransactionRejectedError({ cause: error })
  if (is('InsufficientFundsError') || says(/insufficient funds/i))
    return insufficientFunds(error, context)
  if (is(...unreachable) || says(noConnection))
    return new ChainUnreachableError({ cause: error })
  const reason = reasonOf(causes)
  return is(...reverted)
    ? new TransactionRevertedError({ reason, cause: error })
    : new ChainRefusedError({ reason, cause: error })
}

function insufficientFunds(
  cause: unknown,
  { account, value = 0n }: ErrorContext,
): AichainError {
  return account === undefined
    ? new ChainRefusedError({ reason: 'insufficient funds', cause })
    : new InsufficientFundsError({ account, value, cause })
}

function revertOf(
  causes: readonly Cause[],
  error: unknown,
): AichainError | undefined {
  for (const { data } of causes) {
    if (data === undefined) continue
    const found = contractError(data, error)
    if (found !== undefined) return found
  }
  return undefined
}

/** A view that answers nothing is none: there is no contract, as after a restart without its state. */
function emptinessOf(
  causes: readonly Cause[],
  cause: unknown,
): AichainError | undefined {
  const isEmpty = causes.some(
    ({ name }) => name === 'ContractFunctionZeroDataError',
  )
  const address = causes.find(({ contract }) => contract)?.contract
  return isEmpty && address !== undefined
    ? new ContractNotFoundError({ address, cause })
    : undefined
}

/** What this adapter reads of an error: viem's, a wallet's, or a plain object of JSON-RPC. */
type Cause = {
  readonly name: string | undefined
  readonly message: string | undefined
  readonly code: unknown
  readonly data: Hex | undefined
  /** Which contract was called, where viem says so. */
  readonly contract: Address | undefined
}

/** An error and what it was caused by. Wallets nest theirs under other names too. */
function* causesOf(error: unknown, depth = 0): Generator<Cause> {
  if (typeof error !== 'object' || error === null || depth > 20) return
  const { name, message, code, raw } = error as Record<string, unknown>
  const { cause, data, error: inner } = error as Record<string, unknown>
  const { contractAddress, originalError } = error as Record<string, unknown>
  yield {
    name: nameOf(error, name),
    message: messageOf(error, message) || undefined,
    code,
    data: [data, raw].find((value) => isHex(value)),
    contract: isAddress(contractAddress) ? contractAddress : undefined,
  }
  for (const nested of [cause, data, inner, originalError])
    yield* causesOf(nested, depth + 1)
}

/** A WebSocket that cannot be opened fails with an event of the platform's, which may say nothing. */
function nameOf(error: object, name: unknown): string | undefined {
  const isEvent = 'target' in error && 'type' in error
  if (isEvent && (error.type === 'error' || error.type === 'close'))
    return 'SocketEvent'
  return typeof name === 'string' ? name : undefined
}

/** viem's own messages repeat the request; its short ones do not. */
function messageOf(error: object, message: unknown): string | undefined {
  if (error instanceof BaseError) return error.details || error.shortMessage
  return typeof message === 'string' ? message : undefined
}

function reasonOf(causes: readonly Cause[]): string | undefined {
  return causes.findLast(({ message }) => message !== undefined)?.message
}
