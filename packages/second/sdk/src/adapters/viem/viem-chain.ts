import { WalletMissingError } from '../../errors/chain.js'
import type { Chain, ChainReader } from '../../ports/chain.js'
import type { AnyClient } from './any-client.js'
import { type ConnectionParameters, openConnection } from './connection.js'
import { openReader } from './reader.js'
import type { Wallet } from './send-transaction.js'
import { openWriter } from './writer.js'

/** What {@link viemChainReader} takes. */
export type ViemChainReaderParameters = ConnectionParameters

/** What {@link viemChain} takes. */
export type ViemChainParameters = ConnectionParameters & {
  /**
   * The viem client that signs: with a local account, or with one of a browser
   * wallet (EIP-1193). Default: `client`, if it has an account.
   */
  readonly wallet?: AnyClient | undefined
}

/**
 * Reads the contracts through your own viem client.
 *
 * Nothing is sent until the first call, which checks that the client's chain is
 * the deployment's and that its contracts answer as these do. Requests are
 * repeated as often as the transport says; a pause of more than ten
 * seconds that an endpoint asks for is reported, not waited for. With a WebSocket
 * transport, `watch` is told of new blocks; otherwise it asks every `pollingInterval`.
 *
 * Errors at once: `InvalidArgumentError` for a deployment that cannot be one.
 * Errors of its calls: `ChainUnreachableError`, which names address, status and
 * reason, `ChainRefusedError`, `WrongChainError`, `ContractNotFoundError`,
 * `DeploymentMismatchError`, `CallRevertedError`, and those of the contracts.
 *
 * @example
 * ```ts
 * import { type Deployment, viemChainReader } from '@aichain/sdk/viem'
 * import { createClient, webSocket } from 'viem'
 *
 * export function open(url: string, deployment: Deployment) {
 *   const client = createClient({ transport: webSocket(url) })
 *   return viemChainReader({ client, deployment })
 * }
 * ```
 */
export function viemChainReader(
  parameters: ViemChainReaderParameters,
): ChainReader {
  return openReader(openConnection(parameters))
}

/**
 * Reads and writes the contracts through your own viem clients.
 *
 * Each write is simulated first, so that what would revert costs nothing and
 * rejects with the contract's error. Writes of one local account queue for
 * their nonces, across all chain objects of the process, but not for their
 * blocks. An abort rejects at once; what was sent stays sent.
 *
 * Errors of its calls: those of {@link viemChainReader},
 * `InsufficientFundsError`, `TransactionRevertedError`,
 * `TransactionReplacedError`, and of a wallet `TransactionRejectedError`,
 * `WalletBusyError`, `WalletDisconnectedError`, `WalletUnauthorizedError`,
 * `WalletUnsupportedError`. A wallet on another chain ends a call with
 * `WrongChainError` before anything else is asked.
 *
 * @throws WalletMissingError - Neither `wallet` nor `client` has an account.
 *
 * @example
 * ```ts
 * import { type Deployment, viemChain } from '@aichain/sdk/viem'
 * import { createClient, type Hex, http } from 'viem'
 * import { privateKeyToAccount } from 'viem/accounts'
 *
 * export function open(url: string, key: Hex, deployment: Deployment) {
 *   const transport = http(url)
 *   return viemChain({
 *     client: createClient({ transport }),
 *     wallet: createClient({ transport, account: privateKeyToAccount(key) }),
 *     deployment,
 *   })
 * }
 * ```
 *
 * @example
 * A browser wallet, once the user has connected one.
 * ```ts
 * import { type Deployment, viemChain } from '@aichain/sdk/viem'
 * import { type Address, createClient, custom, type EIP1193Provider, http } from 'viem'
 *
 * export function open(
 *   url: string,
 *   provider: EIP1193Provider,
 *   account: Address,
 *   deployment: Deployment,
 * ) {
 *   return viemChain({
 *     client: createClient({ transport: http(url) }),
 *     wallet: createClient({ transport: custom(provider), account }),
 *     deployment,
 *   })
 * }
 * ```
 */
export function viemChain(parameters: ViemChainParameters): Chain {
  const wallet = parameters.wallet ?? parameters.client
  if (!hasAccount(wallet)) throw new WalletMissingError()
  const connection = openConnection(parameters)
  return { ...openReader(connection), ...openWriter(connection, wallet) }
}

function hasAccount(client: AnyClient): client is Wallet {
  return client.account !== undefined
}
