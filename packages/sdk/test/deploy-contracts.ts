import { readFileSync } from 'node:fs'
import {
  type Abi,
  type Address,
  createClient,
  getAddress,
  type Hex,
  http,
} from 'viem'
import { deployContract, getChainId } from 'viem/actions'
import { devnetBeacon } from '../src/beacon/devnet-beacon.js'
import { encodeKey, encodeSignature } from '../src/beacon/encode.js'
import { pricesOf } from '../src/core/money/price.js'
import { hardSlash } from '../src/core/money/slash.js'
import type {
  BlockSeeds,
  ProtocolParameters,
} from '../src/core/task/parameters.js'
import type { Deployment } from '../src/ports/chain.js'
import type { ChosenParameters } from '../src/testing/chosen-parameters.js'
import { fund, testAccount, waitForReceipt } from './anvil.js'

const GWEI = 10n ** 9n

/** What tests deploy with unless they say otherwise: short epochs, the usual windows. */
export const testParameters: ChosenParameters = {
  asset: '0x0000000000000000000000000000000000000000',
  unit: GWEI,
  bond: 10n ** 18n,
  minimumShare: 10n ** 13n,
  slashBps: 1000,
  protocolFeeBps: 100,
  maximumSeats: 64,
  epoch: 7200,
  commitWindow: 120,
  revealWindow: 300,
  proofWindow: 3600,
  appealWindow: 3600,
  unbondingPeriod: 86_400,
  minimumStay: 0,
  blockSeeds: 'all-orders',
  beacon: { genesis: 1_700_000_000, period: 3 },
  seedDelay: 6,
  outage: 3600,
  treasury: '0x0000000000000000000000000000000000000101',
  sink: '0x0000000000000000000000000000000000000202',
}

/** What the chain will tell of chosen parameters. */
export function parametersOf(
  chosen: ChosenParameters,
  beacon: Address,
): ProtocolParameters {
  return {
    ...chosen,
    prices: pricesOf(chosen),
    hardSlash: hardSlash(chosen),
    beacon: { ...chosen.beacon, address: beacon },
  }
}

const parts = [
  'PlacesPart',
  'LateVotesPart',
  'AppealsPart',
  'OrdersPart',
  'LensPart',
] as const
type Contract =
  | 'Beacon'
  | 'Consensus'
  | 'ModelRegistry'
  | (typeof parts)[number]

/** The contracts of a test, and what they were deployed with. */
export type TestDeployment = {
  readonly deployment: Deployment
  readonly parameters: ProtocolParameters
}

/** Deploys the compiled contracts from test account 0: the beacon, five parts, the contract, the registry. */
export async function deployContracts(
  url: string,
  changes: Partial<ChosenParameters> = {},
): Promise<TestDeployment> {
  const chosen = { ...testParameters, ...changes }
  const chainId = await getChainId(createClient({ transport: http(url) }))
  await fund(url, testAccount(0).address)
  const beacon = await deploy(url, 'Beacon', beaconArguments(chosen))
  const argument = solidityParameters(chosen, beacon.address)
  const [places, lateVotes, appeals, orders, lens] = await inTurn(
    parts.map((part) => () => deploy(url, part, [argument])),
  )
  const routes = {
    places: places?.address,
    lateVotes: lateVotes?.address,
    appeals: appeals?.address,
    orders: orders?.address,
    lens: lens?.address,
  }
  const consensus = await deploy(url, 'Consensus', [argument, routes])
  const registry = await deploy(url, 'ModelRegistry', [])
  return {
    deployment: {
      chainId,
      consensus: consensus.address,
      modelRegistry: registry.address,
      fromBlock: beacon.block,
    },
    parameters: parametersOf(chosen, beacon.address),
  }
}

function beaconArguments({ beacon }: ChosenParameters): readonly unknown[] {
  const { publicKey, genesis, period, sign } = devnetBeacon(beacon)
  const known = encodeSignature(sign(1n).signature)
  return [encodeKey(publicKey), BigInt(genesis), BigInt(period), 1n, known]
}

const seeds: readonly BlockSeeds[] = ['never', 'own-orders', 'all-orders']

function solidityParameters(chosen: ChosenParameters, beacon: Address) {
  return {
    ...chosen,
    bond: chosen.bond / chosen.unit,
    minimumShare: chosen.minimumShare / chosen.unit,
    blockSeeds: seeds.indexOf(chosen.blockSeeds),
    beacon,
  }
}

/** One after another: each takes the deployer's next nonce. */
async function inTurn<T>(works: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = []
  for (const work of works) results.push(await work())
  return results
}

async function deploy(
  url: string,
  name: Contract,
  args: readonly unknown[],
): Promise<{ readonly address: Address; readonly block: bigint }> {
  const { abi, bytecode } = readArtifact(name)
  const hash = await deployContract(createClient({ transport: http(url) }), {
    abi,
    bytecode,
    args,
    account: testAccount(0),
    chain: null,
  })
  const receipt = await waitForReceipt(url, hash)
  return {
    address: getAddress(receipt.contractAddress),
    block: BigInt(receipt.blockNumber),
  }
}

/** A compiled contract, as it is committed. */
export function readArtifact(name: Contract): {
  readonly abi: Abi
  readonly bytecode: Hex
} {
  const path = `../../contracts/artifacts/${name}.json`
  const file = new URL(path, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8'))
}
