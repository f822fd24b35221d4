import type { AichainError } from '@aichain/base'
import {
  TransactionRejectedError,
  WalletBusyError,
  WalletDisconnectedError,
  WalletUnauthorizedError,
  WalletUnsupportedError,
} from '../../errors/chain.js'
import type { Cause } from './error-causes.js'

/** A wallet's words for a second request beside an open one. */
const BUSY = /already (?:pending|processing|open)|request.*pending/i

/**
 * The error of a wallet, by its code; `undefined` for what is none of a
 * wallet's. The codes are those of EIP-1193, EIP-1474 and, for 5000,
 * WalletConnect.
 *
 * @param isWallet - Whether a wallet was asked: the code -32002 means other
 *   things where an endpoint says it.
 *
 * @see {@link https://eips.ethereum.org/EIPS/eip-1193#provider-errors}
 * @see {@link https://eips.ethereum.org/EIPS/eip-1474#error-codes}
 */
export function walletError(
  causes: readonly Cause[],
  error: unknown,
  isWallet: boolean,
): AichainError | undefined {
  const is = (code: number, name: string) =>
    causes.some((each) => each.name === name || Number(each.code) === code)
  const says = (pattern: RegExp) =>
    causes.some(({ message }) => pattern.test(message ?? ''))
  if (is(4001, 'UserRejectedRequestError') || is(5000, ''))
    return new TransactionRejectedError({ cause: error })
  if (is(4100, 'UnauthorizedProviderError'))
    return new WalletUnauthorizedError({ cause: error })
  if (is(4200, 'UnsupportedProviderMethodError')) {
    const reason = causes.findLast(({ message }) => message)?.message
    return new WalletUnsupportedError({ reason, cause: error })
  }
  if (is(4900, 'ProviderDisconnectedError'))
    return new WalletDisconnectedError({ from: 'every-chain', cause: error })
  if (is(4901, 'ChainDisconnectedError'))
    return new WalletDisconnectedError({ from: 'this-chain', cause: error })
  const isBusy = is(-32002, 'ResourceUnavailableRpcError')
  return isBusy && (isWallet || says(BUSY))
    ? new WalletBusyError({ cause: error })
    : undefined
}
