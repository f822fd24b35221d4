import { type Cid, digestFromCid, type Hex } from '@aichain/base'
import { encodeFunctionData } from 'viem'
import { beaconAbi } from '../../abi/beacon.js'
import { modelRegistryAbi } from '../../abi/model-registry.js'
import type { ChainWriter } from '../../ports/chain.js'
import type { OpenConnection } from './connection.js'
import type { ContractCall } from './execute.js'
import { moneyCalls } from './money-calls.js'
import { seatCalls } from './seat-calls.js'
import { taskCalls } from './task-calls.js'

/** The parameters of a method of the port. */
export type First<Method extends Exclude<keyof ChainWriter, 'account'>> =
  Parameters<ChainWriter[Method]>[0]

/** Every call of the contracts that changes something, by the port's method. */
export function contractCalls(connection: OpenConnection) {
  const { deployment, parameters } = connection
  return {
    ...seatCalls(deployment, parameters.unit),
    ...taskCalls(connection),
    ...moneyCalls(connection),
    postRound: ({ round, signature }: First<'postRound'>): ContractCall => ({
      to: parameters.beacon.address,
      data: postData(round, signature),
      // A precompile that refuses takes all gas: what is estimated is just enough.
      headroom: 100_000n,
    }),
    registerModel: (manifest: Cid): ContractCall => ({
      to: deployment.modelRegistry,
      data: encodeFunctionData({
        abi: modelRegistryAbi,
        functionName: 'register',
        args: [digestFromCid(manifest)],
      }),
    }),
  }
}

function postData(round: number, signature: Hex): Hex {
  return encodeFunctionData({
    abi: beaconAbi,
    functionName: 'post',
    args: [BigInt(round), signature],
  })
}
