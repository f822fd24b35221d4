import type { Address } from '@aichain/base'
import {
  type Abi,
  type ContractFunctionArgs,
  type ContractFunctionName,
  encodeFunctionData,
} from 'viem'
import { consensusAbi } from '../../abi/consensus.js'
import type { ContractCall } from './execute.js'

type Mutability = 'nonpayable' | 'payable'
type FunctionName = ContractFunctionName<typeof consensusAbi, Mutability>

/** What the functions of the consensus contract that change something take. */
export type Arguments<Name extends FunctionName> = ContractFunctionArgs<
  typeof consensusAbi,
  Mutability,
  Name
>

/** A call of the consensus contract at an address. */
export function consensusCall<const Name extends FunctionName>(
  to: Address,
  functionName: Name,
  args: Arguments<Name>,
  extras: Omit<ContractCall, 'to' | 'data'> = {},
): ContractCall {
  // Checked by the parameters above; viem cannot follow a generic name.
  const data = encodeFunctionData({
    abi: consensusAbi as Abi,
    functionName: functionName as string,
    args: args as readonly unknown[],
  })
  return { to, data, ...extras }
}
