import {
  type Address,
  type AichainError,
  type CallOptions,
  equalHex,
  type Hex,
} from '@aichain/base'
import type { TransactionReceipt } from 'viem'
import { call, estimateGas } from 'viem/actions'
import { TransactionRevertedError } from '../../errors/chain.js'
import { ContractError } from '../../errors/contract-error.js'
import type { TransactionProgress } from '../../ports/chain.js'
import { chainError } from './chain-error.js'
import { type Connection, type OpenConnection, request } from './connection.js'
import { patientClient } from './patient-client.js'
import { atNextBlock } from './pending-block.js'
import { readModelCount } from './read-models.js'
import { readLatestRound } from './read-money.js'
import { readSeatCount } from './read-seats.js'
import { assertChain, signAndSend, type Wallet } from './send-transaction.js'
import { waitForReceipt } from './wait-for-receipt.js'

/** A call of a contract, to be sent as a transaction. */
export type ContractCall = {
  readonly to: Address
  readonly data: Hex
  /** Wei that the call pays. */
  readonly value?: bigint
  /** Gas beyond the estimate, for what other transactions can make of this one. */
  readonly headroom?: bigint
  /** What to send in place of this, by why it would revert; `undefined` for nothing. */
  readonly instead?: (
    error: AichainError,
  ) => Promise<ContractCall | undefined> | undefined
}

/** A method of the port, and how its call is made. */
export type Operation = {
  /** For the message of a timeout. */
  readonly operation: string
  readonly prepare: (
    connection: OpenConnection,
  ) => ContractCall | Promise<ContractCall>
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
  { operation, prepare }: Operation,
  options: Options,
): Promise<{
  readonly receipt: TransactionReceipt
  readonly connection: OpenConnection
}> {
  return request(connection, operation, options, async (within, signal) => {
    const signer = patientClient(wallet, { signal }) as Wallet
    const { chainId } = connection.deployment
    // First of all, so that a wallet on another chain is told before any other reason.
    await assertChain(signer, chainId)
    const call = await prepare(within)
    try {
      const receipt = await run(within, signer, call, options, signal)
      return { receipt, connection: within }
    } catch (error) {
      if (signal.aborted) throw error
      throw chainError(error, {
        account: wallet.account.address,
        value: etherOf(within, call),
        unit: within.parameters.unit,
      })
    }
  })
}

/** Where a token is the asset, the contract takes it by its allowance, and no ether comes along. */
function etherOf(
  { parameters }: OpenConnection,
  { value = 0n }: ContractCall,
): bigint {
  return BigInt(parameters.asset) === 0n ? value : 0n
}

async function run(
  connection: OpenConnection,
  wallet: Wallet,
  wanted: ContractCall,
  options: Options,
  signal: AbortSignal,
): Promise<TransactionReceipt> {
  const { contractCall, gas } = await rehearse(connection, wallet, wanted)
  const { to, data } = contractCall
  const value = etherOf(connection, contractCall)
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

/** The call that is to be sent, and its gas: the one that is wanted, or what takes its place. */
async function rehearse(
  connection: OpenConnection,
  wallet: Wallet,
  wanted: ContractCall,
): Promise<{ readonly contractCall: ContractCall; readonly gas: bigint }> {
  try {
    const gas = await simulate(connection, wallet, wanted)
    return { contractCall: wanted, gas }
  } catch (error) {
    const { unit } = connection.parameters
    const contractCall = await wanted.instead?.(chainError(error, { unit }))
    if (contractCall === undefined) throw error
    const gas = await simulate(connection, wallet, contractCall)
    return { contractCall, gas }
  }
}

/**
 * Runs the call as part of the next block, the first in which it can be, and
 * gives the gas to send it with.
 */
async function simulate(
  connection: OpenConnection,
  wallet: Wallet,
  contractCall: ContractCall,
): Promise<bigint> {
  const { client } = connection
  const { to, data, headroom = HEADROOM } = contractCall
  const value = etherOf(connection, contractCall)
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
function assertContract(
  connection: OpenConnection,
  to: Address,
): Promise<unknown> {
  const { deployment, parameters } = connection
  if (equalHex(to, deployment.consensus)) return readSeatCount(connection)
  return equalHex(to, parameters.beacon.address)
    ? readLatestRound(connection)
    : readModelCount(connection)
}

/** The contract's reason, as the block that holds the failed transaction gives it. */
async function explainRevert(
  connection: OpenConnection,
  wallet: Wallet,
  contractCall: ContractCall,
  { transactionHash: hash, blockNumber }: TransactionReceipt,
): Promise<Error> {
  const { client, parameters } = connection
  const { to, data } = contractCall
  const value = etherOf(connection, contractCall)
  const account = wallet.account.address
  try {
    await call(client, { account, to, data, value, blockNumber })
  } catch (error) {
    const known = chainError(error, { unit: parameters.unit })
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
