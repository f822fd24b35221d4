import { getBlockNumber, getChainId, readContract } from 'viem/actions'
import { consensusAbi } from '../../abi/consensus.js'
import { modelRegistryAbi } from '../../abi/model-registry.js'
import {
  CallRevertedError,
  ChainRefusedError,
  ContractNotFoundError,
  DeploymentMismatchError,
  WrongChainError,
} from '../../errors/chain.js'
import { UnknownFunctionError } from '../../errors/contract-deployment.js'
import type { Deployment } from '../../ports/chain.js'
import type { AnyClient } from './any-client.js'
import { chainError } from './chain-error.js'
import { causesOf } from './error-causes.js'

/** Endpoints with several machines can be this many blocks behind each other. */
const LAG = 256n

/**
 * Rejects unless the client's chain is the deployment's and its contracts answer
 * like these: two views tell them from all others, also from each other.
 */
export async function verifyDeployment(
  client: AnyClient,
  deployment: Deployment,
): Promise<void> {
  const expected = deployment.chainId
  const actual = await getChainId(client)
  if (actual !== expected) throw new WrongChainError({ expected, actual })
  const { consensus, modelRegistry } = deployment
  const [head, isConsensus, isRegistry] = await Promise.all([
    getBlockNumber(client, { cacheTime: 0 }),
    answers(() => readParameters(client, consensus)),
    answers(() => readModelCount(client, modelRegistry)),
  ])
  if (!isConsensus || !isRegistry) {
    const isSwapped =
      (await answers(() => readParameters(client, modelRegistry))) &&
      (await answers(() => readModelCount(client, consensus)))
    throw mismatch(deployment, isSwapped ? 'swapped' : { isConsensus })
  }
  const { fromBlock } = deployment
  if (fromBlock > head + LAG) {
    const reason = `its first block, ${fromBlock}, lies ahead of the chain's newest, ${head}`
    throw new DeploymentMismatchError({ reason })
  }
}

function readParameters(client: AnyClient, address: Deployment['consensus']) {
  const contract = { address, abi: consensusAbi } as const
  return readContract(client, { ...contract, functionName: 'parameters' })
}

function readModelCount(client: AnyClient, address: Deployment['consensus']) {
  const contract = { address, abi: modelRegistryAbi } as const
  return readContract(client, { ...contract, functionName: 'modelCount' })
}

/** Whether a view answers as its contract would; rejects if nobody can tell. */
async function answers(view: () => Promise<unknown>): Promise<boolean> {
  try {
    await view()
    return true
  } catch (error) {
    if (isOtherContract(error)) return false
    throw error
  }
}

function isOtherContract(error: unknown): boolean {
  const known = chainError(error)
  if (known instanceof ContractNotFoundError) return false
  if (known instanceof CallRevertedError) return true
  // A consensus contract names what it has no function for.
  if (known instanceof UnknownFunctionError) return true
  const isDecoding = [...causesOf(error)].some(({ name = '' }) =>
    /^AbiDecoding|OutOfBounds|OutOfRange|InvalidBytes|SizeExceeds|RecursiveRead/.test(
      name,
    ),
  )
  return known instanceof ChainRefusedError && isDecoding
}

function mismatch(
  { consensus, modelRegistry }: Deployment,
  kind: 'swapped' | { readonly isConsensus: boolean },
): DeploymentMismatchError {
  if (kind === 'swapped') {
    const reason = 'the addresses of consensus and modelRegistry are swapped'
    return new DeploymentMismatchError({ reason })
  }
  const [name, address] = kind.isConsensus
    ? (['modelRegistry', modelRegistry] as const)
    : (['consensus', consensus] as const)
  const reason = `what answers at the address of ${name} is another contract, or another edition of it`
  return new DeploymentMismatchError({ reason, address })
}
