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

/** What wallets say that have no code for a user who declines; ethers has a word for it. */
const DECLINED =
  /user (?:has )?(?:rejected|denied|declined|cancell?ed)|(?:rejected|denied|declined|cancell?ed) by (?:the )?user|ACTION_REJECTED/i

/**
 * The error of a wallet, by its code; `undefined` for what is none of a
 * wallet's. The codes are those of EIP-1193, EIP-1474 and, for 5000,
 * WalletConnect.
 *
 * @param isWallet - Whether a wallet was asked: the code -32002 and words about
 *   a user mean other things where an endpoint says them.
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
  const isDeclined =
    isWallet &&
    (says(DECLINED) || causes.some(({ code }) => DECLINED.test(`${code}`)))
  if (is(4001, 'UserRejectedRequestError') || is(5000, '') || isDeclined)
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
