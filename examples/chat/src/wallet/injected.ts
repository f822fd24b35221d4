import { chainError } from '@aichain/sdk/viem'
import {
  type Chain,
  type Client,
  createClient,
  custom,
  type EIP1193Provider,
  SwitchChainError,
  type Transport,
} from 'viem'
import {
  addChain,
  getAddresses,
  getChainId,
  requestAddresses,
  switchChain,
} from 'viem/actions'
import type { Session } from '../network/session.js'
import type { Wallet } from './wallet.js'

/** What a wallet announces of itself (EIP-6963). */
export type Announced = {
  readonly info: {
    readonly name: string
    readonly rdns: string
    /** A data URI. */
    readonly icon: string
  }
  readonly provider: EIP1193Provider
}

/**
 * Asks a browser wallet for its account, or, when `isSilent`, takes the account
 * that it gave this page earlier; `undefined` if it gives none.
 *
 * Errors: `TransactionRejectedError` when its user declines, `WalletBusyError`
 * when a request is open there already, and the others of wallets.
 */
export async function connectInjected(
  { info, provider }: Announced,
  { client: { chain } }: Session,
  isSilent: boolean,
): Promise<Wallet | undefined> {
  const transport = custom(provider)
  const asking = createClient({ chain, transport })
  const [address] = await named(
    isSilent ? getAddresses(asking) : requestAddresses(asking),
  )
  if (address === undefined) return undefined
  const client = createClient({ account: address, chain, transport })
  return {
    name: info.name,
    client,
    prepare: () => named(useChain(client, chain)),
  }
}

/** Switches the wallet to the chain, which it may have to be told of first. */
async function useChain(
  client: Client<Transport, Chain>,
  chain: Chain,
): Promise<void> {
  if ((await getChainId(client)) === chain.id) return
  try {
    await switchChain(client, { id: chain.id })
  } catch (error) {
    if (!(error instanceof SwitchChainError)) throw error
    await addChain(client, { chain })
    await switchChain(client, { id: chain.id })
  }
}

/** What a wallet fails with, under the SDK's names. */
async function named<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw chainError(error, { isWallet: true })
  }
}
