import type { Address, Hex } from '@aichain/base'
import {
  type Account,
  type Chain,
  type Client,
  defineChain,
  isHash,
  keccak256,
  type Transport,
} from 'viem'
import {
  getChainId,
  getTransaction,
  getTransactionCount,
  prepareTransactionRequest,
  sendRawTransaction,
  sendTransaction,
  signTransaction,
} from 'viem/actions'
import { ChainRefusedError, WrongChainError } from '../../errors/chain.js'
import { accountQueue, type NonceSource } from './account-queue.js'
import { chainError } from './chain-error.js'
import { urlOf } from './patient-client.js'
import { atNextBlock } from './pending-block.js'

/** A viem client with an account: its own, or one that a browser wallet holds. */
export type Wallet = Client<Transport, Chain | undefined, Account>

/** A transaction ready to be signed. */
export type Transaction = {
  readonly to: Address
  readonly data: Hex
  readonly value: bigint
  readonly gas: bigint
}

/** A transaction on its way. */
export type Sent = {
  readonly hash: Hex
  /** Known where the key is held here; a wallet elsewhere keeps it to itself. */
  readonly nonce: number | undefined
  /** Call it when nobody waits for the transaction any more. */
  readonly settle: () => void
}

/**
 * Signs and sends a transaction for the deployment's chain. A key held here
 * sends one at a time and counts its nonces; a wallet elsewhere does that
 * itself, and may ask its user for as long as that takes.
 *
 * @param onAsking - Told before anything can be signed: from then on a failure
 *   does not prove that nothing was sent.
 */
export async function signAndSend(
  wallet: Wallet,
  chainId: number,
  transaction: Transaction,
  signal: AbortSignal,
  onAsking: () => void,
): Promise<Sent> {
  // A key held here signs for the chain that it is told; a wallet's user may
  // have switched since the call began.
  const isElsewhere = wallet.account.type !== 'local'
  if (isElsewhere) await assertChain(wallet, chainId)
  signal.throwIfAborted()
  onAsking()
  const request = {
    ...transaction,
    account: wallet.account,
    chain: chainFor(wallet, chainId),
  }
  const isCountedHere =
    wallet.account.type === 'local' && wallet.account.nonceManager === undefined
  if (!isCountedHere) {
    const hash = await told(wallet, request, sendTransaction(wallet, request))
    if (!isHash(hash)) {
      const reason = 'the wallet answered no transaction hash'
      throw new ChainRefusedError({ reason })
    }
    return { hash, nonce: undefined, settle: () => {} }
  }
  return accountQueue(chainId, wallet.account.address).run((nonces) =>
    sendNumbered(wallet, request, nonces, signal),
  )
}

/** Tries with another nonce if another program took the one that was free. */
const NONCE_ATTEMPTS = 3

async function sendNumbered(
  wallet: Wallet,
  request: Transaction & { readonly account: Account; readonly chain: Chain },
  nonces: NonceSource,
  signal: AbortSignal,
): Promise<Sent> {
  const { address } = wallet.account
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted()
    const counted = await atNextBlock(wallet, (blockTag) =>
      getTransactionCount(wallet, { address, blockTag }),
    )
    const nonce = nonces.next(counted)
    const { hash, bytes } = await sign(wallet, { ...request, nonce })
    try {
      await sendRawTransaction(wallet, { serializedTransaction: bytes })
      return { hash, nonce, settle: nonces.use(nonce) }
    } catch (error) {
      // An answer can be lost, and another machine can be asked in its place.
      if (isKnown(error) || (await isOnItsWay(wallet, hash)))
        return { hash, nonce, settle: nonces.use(nonce) }
      if (attempt === NONCE_ATTEMPTS || !isNonceTaken(error)) throw error
      nonces.reset()
    }
  }
}

/** Signed here, so that the hash is known whatever the endpoint answers. */
async function sign(
  wallet: Wallet,
  request: Transaction & {
    readonly account: Account
    readonly chain: Chain
    readonly nonce: number
  },
): Promise<{ readonly hash: Hex; readonly bytes: Hex }> {
  const prepared = await prepareTransactionRequest(wallet, request)
  // The types of viem cannot say that what it prepared can be signed.
  const bytes = await signTransaction(wallet, prepared as typeof request)
  return { hash: keccak256(bytes), bytes }
}

/** An endpoint that knows a transaction has it from somebody who took it. */
function isKnown(error: unknown): boolean {
  return /already known|known transaction|already imported/i.test(textOf(error))
}

/** Whether the endpoint shows the very transaction that was sent; false if it does not say. */
async function isOnItsWay(wallet: Wallet, hash: Hex): Promise<boolean> {
  try {
    return (await getTransaction(wallet, { hash })).hash === hash
  } catch {
    return false
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : ''
}

function isNonceTaken(error: unknown): boolean {
  return /nonce too low|nonce provided .* is lower|replacement transaction underpriced/i.test(
    textOf(error),
  )
}

/**
 * Asked each time: the user of a wallet can switch its chain at any time.
 *
 * Errors: `WrongChainError`, and those of a wallet.
 */
export async function assertChain(
  wallet: Wallet,
  expected: number,
): Promise<void> {
  const actual = await told(wallet, {}, getChainId(wallet))
  if (actual !== expected) throw new WrongChainError({ expected, actual })
}

/** What a wallet fails with, as an error of a wallet. */
function told<T>(
  wallet: Wallet,
  { value }: { readonly value?: bigint },
  answer: Promise<T>,
): Promise<T> {
  const { address, type } = wallet.account
  return answer.catch((error) => {
    throw chainError(error, {
      account: address,
      value,
      url: urlOf(wallet),
      isWallet: type !== 'local',
    })
  })
}

/** Signed for the deployment's chain, whatever the client was told it is on. */
function chainFor({ chain }: Wallet, id: number): Chain {
  if (chain?.id === id) return chain
  return defineChain({
    id,
    name: `Chain ${id}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [] } },
  })
}
