import type { Address } from '@aichain/base'
import { readContract } from 'viem/actions'
import type { Allowance } from '../../core/task/allowance.js'
import type { Round } from '../../core/task/round.js'
import type { OpenConnection } from './connection.js'
import { beaconAt, consensusOf } from './contracts.js'
import { allowanceOf } from './records.js'

export async function readCredit(
  { client, deployment, parameters }: OpenConnection,
  account: Address,
): Promise<bigint> {
  const units = await readContract(client, {
    ...consensusOf(deployment),
    functionName: 'credit',
    args: [account],
  })
  return units * parameters.unit
}

export async function readAllowance(
  { client, deployment, parameters }: OpenConnection,
  { payer, key }: { readonly payer: Address; readonly key: Address },
): Promise<Allowance | undefined> {
  const stored = await readContract(client, {
    ...consensusOf(deployment),
    functionName: 'allowance',
    args: [payer, key],
  })
  return allowanceOf(stored, parameters.unit)
}

export async function readRound(
  { client, parameters }: OpenConnection,
  round: number,
): Promise<Round | undefined> {
  const [randomness, poster] = await readContract(client, {
    ...beaconAt(parameters.beacon.address),
    functionName: 'roundOf',
    args: [BigInt(round)],
  })
  return BigInt(randomness) === 0n ? undefined : { round, randomness, poster }
}

export async function readLatestRound({
  client,
  parameters,
}: OpenConnection): Promise<number | undefined> {
  const latest = await readContract(client, {
    ...beaconAt(parameters.beacon.address),
    functionName: 'latest',
  })
  return latest === 0n ? undefined : Number(latest)
}
