import consensusArtifact from '@aichain/contracts/artifacts/Consensus.json' with {
  type: 'json',
}
import registryArtifact from '@aichain/contracts/artifacts/ModelRegistry.json' with {
  type: 'json',
}
import type { Deployment, ProtocolParameters } from '@aichain/sdk'
import { consensusAbi, modelRegistryAbi } from '@aichain/sdk/abi'
import type { Account, Address, Chain, Client, Hex, Transport } from 'viem'
import { deployContract, waitForTransactionReceipt } from 'viem/actions'
import { ChainStartError } from '../errors/chain-process.js'
import { refusedParameter } from './refused-parameter.js'

/**
 * Puts the two contracts on a chain.
 *
 * Errors: `InvalidArgumentError` for parameters that make no sense together.
 */
export async function deploy(
  client: Client<Transport, Chain, Account>,
  parameters: ProtocolParameters,
): Promise<Deployment> {
  const consensus = await deployed(
    client,
    await deployContract(client, {
      abi: consensusAbi,
      bytecode: consensusArtifact.bytecode as Hex,
      args: [parameters],
    }).catch((error: unknown) => {
      throw refusedParameter(error, parameters) ?? error
    }),
  )
  const registry = await deployed(
    client,
    await deployContract(client, {
      abi: modelRegistryAbi,
      bytecode: registryArtifact.bytecode as Hex,
    }),
  )
  return {
    chainId: client.chain.id,
    consensus: consensus.address,
    modelRegistry: registry.address,
    fromBlock: consensus.blockNumber,
  }
}

async function deployed(
  client: Client<Transport, Chain, Account>,
  hash: Hex,
): Promise<{ readonly address: Address; readonly blockNumber: bigint }> {
  const { contractAddress, blockNumber } = await waitForTransactionReceipt(
    client,
    { hash },
  )
  if (contractAddress) return { address: contractAddress, blockNumber }
  throw new ChainStartError({ output: `deployment ${hash} was reverted` })
}
