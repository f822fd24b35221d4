import type { Deployment, ProtocolParameters } from '@aichain/sdk'
import { devnetBeacon, encodeKey, encodeSignature } from '@aichain/sdk/beacon'
import type { Account, Address, Chain, Client, Hex, Transport } from 'viem'
import { deployContract, waitForTransactionReceipt } from 'viem/actions'
import { ChainStartError } from '../errors/chain-process.js'
import {
  beaconSchedule,
  type ProtocolOptions,
  protocolParameters,
} from '../settings/protocol-parameters.js'
import { type Artifact, artifacts, parts } from './artifacts.js'
import { contractParameters } from './contract-parameters.js'
import { refusedParameter } from './refused-parameter.js'

/** The contracts that were put on a chain, and what they were given. */
export type Deployed = {
  readonly deployment: Deployment
  readonly parameters: ProtocolParameters
}

type Deployer = Client<Transport, Chain, Account>

/**
 * Puts the contracts on a chain: the beacon, the parts, consensus, the registry.
 *
 * Errors: `InvalidArgumentError` for parameters that make no sense together.
 */
export async function deploy(
  client: Deployer,
  options: ProtocolOptions | undefined,
): Promise<Deployed> {
  const beacon = await put(client, artifacts.beacon, beaconArguments())
  const addresses = {
    treasury: client.account.address,
    beacon: beacon.address,
  }
  const parameters = protocolParameters(addresses, options)
  const consensus = await deployConsensus(client, parameters).catch(
    (error: unknown) => {
      throw refusedParameter(error, parameters) ?? error
    },
  )
  const registry = await put(client, artifacts.modelRegistry, [])
  const deployment = {
    chainId: client.chain.id,
    consensus: consensus.address,
    modelRegistry: registry.address,
    fromBlock: beacon.blockNumber,
  }
  return { deployment, parameters }
}

/** The beacon verifies a round before it is there: a chain without the precompiles is found out. */
function beaconArguments(): readonly unknown[] {
  const { publicKey, genesis, period, sign } = devnetBeacon(beaconSchedule)
  const known = encodeSignature(sign(1n).signature)
  return [encodeKey(publicKey), BigInt(genesis), BigInt(period), 1n, known]
}

async function deployConsensus(
  client: Deployer,
  parameters: ProtocolParameters,
): Promise<Put> {
  const argument = contractParameters(parameters)
  const routes: Record<string, Address> = {}
  // One after another: each takes the deployer's next nonce.
  for (const [name, artifact] of Object.entries(parts)) {
    routes[name] = (await put(client, artifact, [argument])).address
  }
  return put(client, artifacts.consensus, [argument, routes])
}

type Put = { readonly address: Address; readonly blockNumber: bigint }

async function put(
  client: Deployer,
  { abi, bytecode }: Artifact,
  args: readonly unknown[],
): Promise<Put> {
  const hash: Hex = await deployContract(client, { abi, bytecode, args })
  const { contractAddress, blockNumber } = await waitForTransactionReceipt(
    client,
    { hash },
  )
  if (contractAddress) return { address: contractAddress, blockNumber }
  throw new ChainStartError({ output: `deployment ${hash} was reverted` })
}
