import type { CallOptions } from '@aichain/base'
import { type Address, equalHex, type Hex } from '@aichain/base'
import type { TransactionReceipt } from 'viem'
import { call, estimateGas } from 'viem/actions'
import { TransactionRevertedError } from '../../errors/chain.js'
import { ContractError } from '../../errors/contract-error.js'
import type { TransactionProgress } from '../../ports/chain.js'
import { chainError } from './chain-error.js'
import { type Connection, request } from './connection.js'
import { patientClient } from './patient-client.js'
import { atNextBlock } from './pending-block.js'
import { readModelCount, readSeatCount } from './read-contracts.js'
import { assertChain, signAndSend, type Wallet } from './send-transaction.js'
import { waitForReceipt } from './wait-for-receipt.js'

/** A call of a contract, to be sent as a transaction. */
export type ContractCall = {
  /** Name of the port's method, for the message of a timeout. */
  readonly operation: string
  readonly to: Address
  readonly data: Hex
  /** The bond or the fees that the call pays. */
  readonly value?: bigint
  /** Gas beyond the estimate, for what other transactions can make of this one. */
  readonly headroom?: bigint
}

/**
 * A slot that is written when the transaction runs, but was not when it was
 * estimated, costs 20 000 gas; unused gas costs nothing.
 */
const HEADROOM = 50_000n

type Options = CallOptions<TransactionProgress> | undefined

/**
 * Simulates a call, sends it and waits until it is in a block. What would
 * revert is refused before it costs anything.
 */
export function execute(
  connection: Connection,
  wallet: Wallet,
  contractCall: ContractCall,
  options: Options,
): Promise<TransactionReceipt> {
  const { operation } = contractCall
  return request(connection, operation, options, async (within, signal) => {
    const signer = patientClient(wallet, { signal }) as Wallet
    const { chainId } = connection.deployment
    // First of all, so that a wallet on another chain is told before any other reason.
    await assertChain(signer, chainId)
    const value = await etherFor(within, contractCall)
    const paid = { ...contractCall, value }
    try {
      return await run(within, signer, paid, options, signal)
    } catch (error) {
      if (signal.aborted) throw error
      throw chainError(error, { account: wallet.account.address, value })
    }
  })
}

/** Where a token is the asset, the contract takes it by its allowance, and no ether comes along. */
async function etherFor(
  connection: Connection,
  { value = 0n }: ContractCall,
): Promise<bigint> {
  return value === 0n || (await connection.isPaidInEther()) ? value : 0n
}

async function run(
  connection: Connection,
  wallet: Wallet,
  contractCall: ContractCall,
  options: Options,
  signal: AbortSignal,
): Promise<TransactionReceipt> {
  const { to, data, value = 0n } = contractCall
  const gas = await simulate(connection, wallet, contractCall)
  const { chainId } = connection.deployment
  const transaction = { to, data, value, gas }
  const { hash, nonce, settle } = await signAndSend(
    wallet,
    chainId,
    transaction,
    signal,
    () => options?.onProgress?.({ type: 'awaiting-signature' }),
  )
  const from = wallet.account.address
  try {
    if (!signal.aborted)
      options?.onProgress?.({ type: 'transaction-sent', transactionHash: hash })
    const sent = { hash, from, to, input: data, value, nonce }
    const receipt = await waitForReceipt(connection, sent, signal)
    if (receipt.status === 'success') return receipt
    throw await explainRevert(connection, wallet, contractCall, receipt)
  } finally {
    settle()
  }
}

/**
 * Runs the call as part of the next block, the first in which it can be, and
 * gives the gas to send it with.
 */
async function simulate(
  connection: Connection,
  wallet: Wallet,
  { to, data, value = 0n, headroom = HEADROOM }: ContractCall,
): Promise<bigint> {
  const { client } = connection
  const next = { account: wallet.account.address, to, data, value }
  const { data: answer } = await atNextBlock(client, (blockTag) =>
    call(client, { ...next, blockTag }),
  )
  // Calls that answer nothing succeed even where no contract is left.
  const [gas] = await Promise.all([
    atNextBlock(client, (blockTag) =>
      estimateGas(client, { ...next, blockTag }),
    ),
    answer === undefined ? assertContract(connection, to) : undefined,
  ])
  return gas + headroom
}

/** A view that every call of the contract can be held against; rejects if there is none. */
function assertContract(connection: Connection, to: Address): Promise<unknown> {
  return equalHex(to, connection.deployment.consensus)
    ? readSeatCount(connection)
    : readModelCount(connection)
}

/** The contract's reason, as the block that holds the failed transaction gives it. */
async function explainRevert(
  { client }: Connection,
  wallet: Wallet,
  { to, data, value = 0n }: ContractCall,
  { transactionHash: hash, blockNumber }: TransactionReceipt,
): Promise<Error> {
  const account = wallet.account.address
  try {
    await call(client, { account, to, data, value, blockNumber })
  } catch (error) {
    const known = chainError(error)
    if (known instanceof ContractError) return known
    const { reason } = known as { readonly reason?: string }
    return new TransactionRevertedError({
      transactionHash: hash,
      reason,
      cause: known,
    })
  }
  return new TransactionRevertedError({ transactionHash: hash })
}
