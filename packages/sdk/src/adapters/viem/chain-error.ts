import { AichainError, type Hex, shownAddress } from '@aichain/base'
import {
  CallRevertedError,
  ChainRefusedError,
  ChainUnreachableError,
  ContractNotFoundError,
  InsufficientFundsError,
} from '../../errors/chain.js'
import { contractError } from './contract-error.js'
import { endpointFailure } from './endpoint-failure.js'
import { type Cause, causesOf } from './error-causes.js'
import { walletError } from './wallet-error.js'

/** What was called, for errors that say so. */
export type ChainErrorContext = {
  readonly account?: Hex | undefined
  readonly value?: bigint | undefined
  /** Where the request went, if the error itself does not say. */
  readonly url?: string | undefined
  /** Whether a wallet that asks its user was called. */
  readonly isWallet?: boolean | undefined
  /** Of the deployment, in wei: what amounts in the contracts' errors count in. Default 1. */
  readonly unit?: bigint | undefined
}

/**
 * The SDK's error for whatever viem, a wallet or an RPC endpoint threw: first
 * by the revert data, wherever in the causes it is, then by the kind of failure.
 * Calls of the SDK throw it already; a page needs it where it asks a wallet for
 * an account itself.
 *
 * @example
 * ```ts
 * import { chainError } from '@aichain/sdk/viem'
 * import { createClient, custom, type EIP1193Provider } from 'viem'
 * import { requestAddresses } from 'viem/actions'
 *
 * export async function connect(provider: EIP1193Provider) {
 *   const wallet = createClient({ transport: custom(provider) })
 *   return requestAddresses(wallet).catch((error) => {
 *     // Such as WalletBusyError: a request is open there already.
 *     throw chainError(error, { isWallet: true })
 *   })
 * }
 * ```
 */
export function chainError(
  error: unknown,
  context: ChainErrorContext = {},
): AichainError {
  if (AichainError.isInstance(error)) return error
  const causes = [...causesOf(error)]
  return (
    revertOf(causes, error, context.unit ?? 1n) ??
    emptinessOf(causes, error) ??
    walletError(causes, error, context.isWallet ?? false) ??
    poverty(causes, error, context) ??
    failureOf(causes, error, context)
  )
}

const reverted = ['ExecutionRevertedError', 'ContractFunctionRevertedError']

function failureOf(
  causes: readonly Cause[],
  cause: unknown,
  context: ChainErrorContext,
): AichainError {
  const address = addressOf(causes, context)
  const failure = endpointFailure(causes, cause)
  if (failure !== undefined)
    return new ChainUnreachableError({ address, ...failure, cause })
  const reason = causes.findLast(({ message }) => message)?.message
  const isReverted = causes.some(
    ({ name }) => name !== undefined && reverted.includes(name),
  )
  return isReverted
    ? new CallRevertedError({ reason, cause })
    : new ChainRefusedError({ address, reason, cause })
}

function addressOf(
  causes: readonly Cause[],
  context: ChainErrorContext,
): string | undefined {
  const url = causes.find(({ url }) => url)?.url ?? context.url
  return url === undefined ? undefined : shownAddress(url)
}

/** The account that lacks ether; only an account can. */
function poverty(
  causes: readonly Cause[],
  cause: unknown,
  { account, value = 0n }: ChainErrorContext,
): AichainError | undefined {
  const isPoor = causes.some(
    ({ name, message }) =>
      name === 'InsufficientFundsError' ||
      /insufficient funds/i.test(message ?? ''),
  )
  if (!isPoor) return undefined
  return account === undefined
    ? new ChainRefusedError({ reason: 'insufficient funds', cause })
    : new InsufficientFundsError({ account, value, cause })
}

function revertOf(
  causes: readonly Cause[],
  error: unknown,
  unit: bigint,
): AichainError | undefined {
  for (const { data } of causes) {
    if (data === undefined) continue
    const found = contractError(data, error, unit)
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
