import { cidFromDigest, type Digest, type Hex } from '@aichain/base'
import { type Abi, decodeErrorResult } from 'viem'
import { assetErrorsAbi } from '../../abi/asset-errors.js'
import { beaconAbi } from '../../abi/beacon.js'
import { consensusAbi } from '../../abi/consensus.js'
import { modelRegistryAbi } from '../../abi/model-registry.js'
import type { Seed, TaskState } from '../../core/task/task.js'
import * as contractErrors from '../../errors/contract.js'
import type { ContractError } from '../../errors/contract-error.js'
import { unitErrors } from '../../errors/unit-errors.js'

const errorAbi: Abi = [
  ...consensusAbi,
  ...modelRegistryAbi,
  ...beaconAbi,
  ...assetErrorsAbi,
].filter(({ type }) => type === 'error')

const taskStates: readonly (TaskState | 'none')[] = [
  'none',
  'open',
  'decided',
  'undecided',
]
const seeds: readonly Seed[] = ['beacon', 'block']

/**
 * The class of a Solidity error, made from revert data; `undefined` if the
 * contracts declare no such error.
 *
 * @param unit - Of the deployment, in wei: most amounts on-chain are in units.
 */
export function contractError(
  data: Hex,
  cause: unknown,
  unit: bigint,
): ContractError | undefined {
  const decoded = tryDecode(data)
  if (decoded === undefined) return undefined
  const { errorName, args = [], abiItem } = decoded
  const inputs = 'inputs' in abiItem ? abiItem.inputs : []
  const scale = unitErrors.includes(errorName) ? unit : 1n
  const fields = inputs.map(({ name = '', internalType }, index) => [
    name,
    fieldOf(name, internalType, args[index], scale),
  ])
  return construct(errorName, { ...Object.fromEntries(fields), cause })
}

/** In the SDK models are CIDs, times numbers of seconds and amounts wei, whatever they are on-chain. */
function fieldOf(
  name: string,
  internalType: string | undefined,
  value: unknown,
  scale: bigint,
): unknown {
  if (internalType === 'enum State') return taskStates[Number(value)]
  if (internalType === 'enum Seed') return seeds[Number(value)]
  if (name === 'model') return cidFromDigest(value as Digest)
  if (/At$|^(to|deadline|epoch|round)$/.test(name)) return Number(value)
  return typeof value === 'bigint' ? value * scale : value
}

function tryDecode(data: Hex) {
  try {
    return decodeErrorResult({ abi: errorAbi, data })
  } catch {
    // Another contract's error, or none: the caller says what it does know.
    return undefined
  }
}

/** By name: a test holds each class against the error of the ABI. */
function construct(
  errorName: string,
  parameters: object,
): ContractError | undefined {
  const classes: Readonly<Record<string, unknown>> = contractErrors
  const found = classes[`${errorName}Error`]
  return typeof found === 'function'
    ? (Reflect.construct(found, [parameters]) as ContractError)
    : undefined
}
