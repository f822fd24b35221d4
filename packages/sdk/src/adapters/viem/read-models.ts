import { type Cid, cidFromDigest, digestFromCid } from '@aichain/base'
import { readContract } from 'viem/actions'
import type { ModelRecord } from '../../core/task/task.js'
import type { OpenConnection } from './connection.js'
import { registryOf } from './contracts.js'

export async function readModel(
  { client, deployment }: OpenConnection,
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
}: OpenConnection): Promise<number> {
  const count = await readContract(client, {
    ...registryOf(deployment),
    functionName: 'modelCount',
  })
  return Number(count)
}

export async function readModelAt(
  connection: OpenConnection,
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
