import {
  type AichainError,
  type CallOptions,
  OperationTimeoutError,
  systemClock,
  withTimeout,
} from '@aichain/base'
import { readContract } from 'viem/actions'
import { consensusAbi } from '../../abi/consensus.js'
import type { Deployment } from '../../ports/chain.js'
import type { AnyClient } from './any-client.js'
import { chainError } from './chain-error.js'
import { checkDeployment } from './check-deployment.js'
import { type Patience, patientClient, urlOf } from './patient-client.js'
import { verifyDeployment } from './verify-deployment.js'

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
  /** What keeps `verify` and `isPaidInEther` from coming to an end. */
  readonly trouble: () => AichainError | undefined
  /** The same, with the patience of one call. */
  readonly within: (patience: Patience) => Connection
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

/**
 * Errors: `InvalidArgumentError` for a deployment that cannot be one.
 */
export function openConnection(parameters: ConnectionParameters): Connection {
  const { client, deployment } = parameters
  checkDeployment(deployment)
  const usual = Math.min(client.pollingInterval, MAXIMUM_POLLING_INTERVAL)
  let trouble: AichainError | undefined
  const onTrouble = (error: AichainError | undefined) => {
    trouble = error
  }
  // Calls share these answers, so that none of them may end the asking.
  const shared = patientClient(client, { onTrouble })
  const untroubled = <T>(answer: T) => {
    onTrouble(undefined)
    return answer
  }
  const connection: Connection = {
    client: shared,
    deployment,
    pollingInterval: parameters.pollingInterval ?? usual,
    verify: once(() => verifyDeployment(shared, deployment).then(untroubled)),
    isPaidInEther: once(() =>
      readIsPaidInEther(shared, deployment).then(untroubled),
    ),
    trouble: () => trouble,
    within: (patience) => ({
      ...connection,
      client: patientClient(client, patience),
    }),
  }
  return connection
}

/** Runs one call of the port: its signal, its timeout, and the errors it may end in. */
export async function request<T>(
  connection: Connection,
  operation: string,
  options: Pick<CallOptions, 'signal' | 'timeout'> | undefined,
  work: (connection: Connection, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { timeout } = options ?? {}
  const url = urlOf(connection.client)
  let trouble: AichainError | undefined
  const onTrouble = (error: AichainError) => {
    trouble = error
  }
  const deadline =
    timeout === undefined ? undefined : systemClock.now() + timeout
  try {
    return await withTimeout({ ...options, operation }, async (signal) => {
      const patience = { signal, deadline, onTrouble }
      try {
        await connection.verify()
        signal.throwIfAborted()
        return await work(connection.within(patience), signal)
      } catch (error) {
        throw signal.aborted ? error : chainError(error, { url })
      }
    })
  } catch (error) {
    const known = trouble ?? connection.trouble()
    throw options?.signal?.aborted ? error : explained(error, known)
  }
}

/** A call that ran out of time while it tried again says what it tried against. */
function explained(error: unknown, trouble: AichainError | undefined): unknown {
  if (trouble === undefined || !(error instanceof OperationTimeoutError))
    return error
  const { operation, timeout } = error
  const reason = trouble.shortMessage.replace(/\.$/, '')
  return new OperationTimeoutError({
    operation,
    timeout,
    reason,
    cause: trouble,
  })
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
