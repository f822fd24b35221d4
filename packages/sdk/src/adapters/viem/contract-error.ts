import { cidFromDigest, type Digest, type Hex } from '@aichain/base'
import { type Abi, decodeErrorResult } from 'viem'
import { consensusAbi } from '../../abi/consensus.js'
import { modelRegistryAbi } from '../../abi/model-registry.js'
import type { TaskState } from '../../core/task/task.js'
import * as contractErrors from '../../errors/contract.js'
import type { ContractError } from '../../errors/contract-error.js'

const errorAbi: Abi = [...consensusAbi, ...modelRegistryAbi].filter(
  ({ type }) => type === 'error',
)

const taskStates: readonly (TaskState | 'none')[] = [
  'none',
  'open',
  'decided',
  'undecided',
]

/**
 * The class of a Solidity error, made from revert data; `undefined` if the
 * contracts declare no such error.
 */
export function contractError(
  data: Hex,
  cause: unknown,
): ContractError | undefined {
  const decoded = tryDecode(data)
  if (decoded === undefined) return undefined
  const { errorName, args = [], abiItem } = decoded
  const inputs = 'inputs' in abiItem ? abiItem.inputs : []
  const fields = inputs.map(({ name = '', internalType }, index) => [
    name,
    fieldOf(name, internalType, args[index]),
  ])
  return construct(errorName, { ...Object.fromEntries(fields), cause })
}

/** In the SDK models are CIDs and times numbers of seconds, whatever they are on-chain. */
function fieldOf(
  name: string,
  internalType: string | undefined,
  value: unknown,
): unknown {
  if (internalType === 'enum State') return taskStates[Number(value)]
  if (name === 'model') return cidFromDigest(value as Digest)
  return /At$|^until$/.test(name) ? Number(value) : value
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
