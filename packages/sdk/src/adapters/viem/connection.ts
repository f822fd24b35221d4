import type { CallOptions } from '@aichain/base'
import { withTimeout } from '@aichain/base'
import type { Account, Chain, Client, Transport } from 'viem'
import { getChainId, getCode, readContract } from 'viem/actions'
import { consensusAbi } from '../../abi/consensus.js'
import { ContractNotFoundError, WrongChainError } from '../../errors/chain.js'
import type { Deployment } from '../../ports/chain.js'
import { chainError } from './chain-error.js'

/** A viem client with any transport, chain and actions; an account where it signs. */
export type AnyClient = Client<
  Transport,
  Chain | undefined,
  Account | undefined
>

/** A client, and the contracts that it speaks to. */
export type Connection = {
  readonly client: AnyClient
  readonly deployment: Deployment
  /** Milliseconds between two looks at the chain. */
  readonly pollingInterval: number
  /** Rejects unless the client's chain is the deployment's and has its contracts. */
  readonly verify: () => Promise<void>
  /** Whether bonds and fees are paid in the chain's own currency, not in a token. */
  readonly isPaidInEther: () => Promise<boolean>
}

/** What a reader of the chain is made of. */
export type ConnectionParameters = {
  /** Your own viem client, with whatever transport it has. */
  readonly client: AnyClient
  readonly deployment: Deployment
  /**
   * Milliseconds between two looks at the chain where it cannot tell by itself,
   * and between two looks for a receipt. Default: the client's, at most 500.
   */
  readonly pollingInterval?: number | undefined
}

const MAXIMUM_POLLING_INTERVAL = 500

export function openConnection(parameters: ConnectionParameters): Connection {
  const { client, deployment } = parameters
  const usual = Math.min(client.pollingInterval, MAXIMUM_POLLING_INTERVAL)
  return {
    client,
    deployment,
    pollingInterval: parameters.pollingInterval ?? usual,
    verify: once(() => verifyDeployment(client, deployment)),
    isPaidInEther: once(() => readIsPaidInEther(client, deployment)),
  }
}

/** Runs one call of the port: its signal, its timeout, and the errors it may end in. */
export function request<T>(
  connection: Connection,
  operation: string,
  options: Pick<CallOptions, 'signal' | 'timeout'> | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return withTimeout({ ...options, operation }, async (signal) => {
    try {
      await connection.verify()
      signal.throwIfAborted()
      return await work(signal)
    } catch (error) {
      throw signal.aborted ? error : chainError(error)
    }
  })
}

async function verifyDeployment(
  client: AnyClient,
  { chainId, consensus, modelRegistry }: Deployment,
): Promise<void> {
  const actual = await getChainId(client)
  if (actual !== chainId)
    throw new WrongChainError({ expected: chainId, actual })
  for (const address of [consensus, modelRegistry]) {
    const code = await getCode(client, { address })
    if (code === undefined) throw new ContractNotFoundError({ address })
  }
}

async function readIsPaidInEther(
  client: AnyClient,
  { consensus: address }: Deployment,
): Promise<boolean> {
  const contract = { address, abi: consensusAbi } as const
  const { asset } = await readContract(client, {
    ...contract,
    functionName: 'parameters',
  })
  return BigInt(asset) === 0n
}

/** Shares one run among all who ask meanwhile, and keeps only a success. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  return () => {
    running ??= work().catch((error) => {
      running = undefined
      throw error
    })
    return running
  }
}
