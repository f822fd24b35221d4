import {
  type AichainError,
  type CallOptions,
  OperationTimeoutError,
  systemClock,
  withTimeout,
} from '@aichain/base'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import type { Deployment } from '../../ports/chain.js'
import type { AnyClient } from './any-client.js'
import { chainError } from './chain-error.js'
import { checkDeployment } from './check-deployment.js'
import { patientClient, urlOf } from './patient-client.js'
import { readParameters } from './read-parameters.js'
import { type TaskMemory, taskMemory } from './task-memory.js'
import { verifyDeployment } from './verify-deployment.js'

/** A client, and the contracts that it speaks to. */
export type Connection = {
  readonly client: AnyClient
  readonly deployment: Deployment
  /** Milliseconds between two looks at the chain. */
  readonly pollingInterval: number
  readonly memory: TaskMemory
  /**
   * What the deployment fixed. Rejects unless the client's chain is the
   * deployment's and has its contracts.
   */
  readonly verify: () => Promise<ProtocolParameters>
  /** What keeps `verify` from coming to an end. */
  readonly trouble: () => AichainError | undefined
}

/** A connection to contracts that were verified, with the patience of one call. */
export type OpenConnection = Pick<
  Connection,
  'client' | 'deployment' | 'memory' | 'pollingInterval'
> & { readonly parameters: ProtocolParameters }

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
  // Calls share this answer, so that none of them may end the asking.
  const shared = patientClient(client, { onTrouble })
  return {
    client,
    deployment,
    pollingInterval: parameters.pollingInterval ?? usual,
    memory: taskMemory(),
    verify: once(async () => {
      await verifyDeployment(shared, deployment)
      const fixed = await readParameters(shared, deployment)
      onTrouble(undefined)
      return fixed
    }),
    trouble: () => trouble,
  }
}

/** Runs one call of the port: its signal, its timeout, and the errors it may end in. */
export async function request<T>(
  connection: Connection,
  operation: string,
  options: Pick<CallOptions, 'signal' | 'timeout'> | undefined,
  work: (connection: OpenConnection, signal: AbortSignal) => Promise<T>,
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
      let unit: bigint | undefined
      try {
        const parameters = await connection.verify()
        unit = parameters.unit
        signal.throwIfAborted()
        const patience = { signal, deadline, onTrouble }
        const client = patientClient(connection.client, patience)
        return await work({ ...connection, client, parameters }, signal)
      } catch (error) {
        throw signal.aborted ? error : chainError(error, { url, unit })
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
