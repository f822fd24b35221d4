import {
  type Address,
  type Cid,
  cidFromDigest,
  digestFromCid,
} from '@aichain/base'
import { getBlock, getBlockNumber, readContract } from 'viem/actions'
import { consensusAbi } from '../../abi/consensus.js'
import { modelRegistryAbi } from '../../abi/model-registry.js'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import type {
  BlockReference,
  CommitteeMember,
  ModelRecord,
  SeatRecord,
  TaskId,
  TaskRecord,
  TaskResult,
} from '../../core/task/task.js'
import type { Deployment } from '../../ports/chain.js'
import type { AnyClient } from './any-client.js'
import type { Connection } from './connection.js'
import { atNextBlock } from './pending-block.js'
import {
  committeeMembers,
  seatRecord,
  taskRecord,
  taskResult,
} from './records.js'

/** The consensus contract, as viem's contract actions take it. */
export function consensusOf({ consensus }: Deployment) {
  return { address: consensus, abi: consensusAbi } as const
}

/** The model registry, as viem's contract actions take it. */
export function registryOf({ modelRegistry }: Deployment) {
  return { address: modelRegistry, abi: modelRegistryAbi } as const
}

export async function readHead(client: AnyClient): Promise<BlockReference> {
  const block = await getBlock(client, { blockTag: 'latest' })
  return {
    number: block.number,
    hash: block.hash,
    timestamp: Number(block.timestamp),
  }
}

export function readParameters({
  client,
  deployment,
}: Connection): Promise<ProtocolParameters> {
  return readContract(client, {
    ...consensusOf(deployment),
    functionName: 'parameters',
  })
}

export async function readTask(
  { client, deployment }: Connection,
  task: TaskId,
): Promise<TaskRecord | undefined> {
  const stored = await readContract(client, {
    ...consensusOf(deployment),
    functionName: 'getTask',
    args: [task],
  })
  return taskRecord(task, stored)
}

export async function readResult(
  { client, deployment }: Connection,
  task: TaskId,
): Promise<TaskResult> {
  const [state, output, appeal, overturned] = await readContract(client, {
    ...consensusOf(deployment),
    functionName: 'result',
    args: [task],
  })
  return taskResult({ state, output, appeal, overturned })
}

/**
 * The committee is asked of the pending block: its number is the first from
 * which on the hash of the task's block can be read, so that a task in the
 * newest block has its committee at once. It cannot change any more.
 *
 * Ballots and the bitmaps that explain them are read at one and the same block.
 */
export async function readCommittee(
  { client, deployment }: Connection,
  task: TaskId,
): Promise<readonly CommitteeMember[]> {
  const contract = { ...consensusOf(deployment), args: [task] } as const
  const blockNumber = await getBlockNumber(client, { cacheTime: 0 })
  const [[seats, signers], ballots, stored] = await Promise.all([
    atNextBlock(client, (blockTag) =>
      readContract(client, {
        ...contract,
        functionName: 'committee',
        blockTag,
      }),
    ),
    readContract(client, { ...contract, functionName: 'ballots', blockNumber }),
    readContract(client, { ...contract, functionName: 'getTask', blockNumber }),
  ])
  return committeeMembers(seats, signers, ballots, stored)
}

export async function readSeat(
  { client, deployment }: Connection,
  seat: number,
): Promise<SeatRecord | undefined> {
  const stored = await readContract(client, {
    ...consensusOf(deployment),
    functionName: 'getSeat',
    args: [seat],
  })
  return seatRecord(seat, stored)
}

export async function readSeatOf(
  connection: Connection,
  signer: Address,
): Promise<SeatRecord | undefined> {
  const [held, seat] = await readContract(connection.client, {
    ...consensusOf(connection.deployment),
    functionName: 'seatOf',
    args: [signer],
  })
  return held ? readSeat(connection, seat) : undefined
}

export function readSeatCount({
  client,
  deployment,
}: Connection): Promise<number> {
  return readContract(client, {
    ...consensusOf(deployment),
    functionName: 'seatCount',
  })
}

export function readStayingSeatCount({
  client,
  deployment,
}: Connection): Promise<number> {
  return readContract(client, {
    ...consensusOf(deployment),
    functionName: 'activeSeats',
  })
}

export function readCredit(
  { client, deployment }: Connection,
  account: Address,
): Promise<bigint> {
  return readContract(client, {
    ...consensusOf(deployment),
    functionName: 'credit',
    args: [account],
  })
}

export async function readModel(
  { client, deployment }: Connection,
  model: Cid,
): Promise<ModelRecord | undefined> {
  const { publisher, registeredAt, index } = await readContract(client, {
    ...registryOf(deployment),
    functionName: 'getModel',
    args: [digestFromCid(model)],
  })
  if (registeredAt === 0) return undefined
  return { model, publisher, registeredAt, index: Number(index) }
}

export async function readModelCount({
  client,
  deployment,
}: Connection): Promise<number> {
  const count = await readContract(client, {
    ...registryOf(deployment),
    functionName: 'modelCount',
  })
  return Number(count)
}

export async function readModelAt(
  connection: Connection,
  index: number,
): Promise<ModelRecord> {
  const digest = await readContract(connection.client, {
    ...registryOf(connection.deployment),
    functionName: 'modelAt',
    args: [BigInt(index)],
  })
  // The registry only grows: what it lists it also knows.
  return (await readModel(connection, cidFromDigest(digest))) as ModelRecord
}
