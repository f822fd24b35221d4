import type { Digest } from '@aichain/base'
import {
  type Abi,
  type ContractFunctionArgs,
  type ContractFunctionName,
  encodeFunctionData,
} from 'viem'
import { consensusAbi } from '../../abi/consensus.js'
import { modelRegistryAbi } from '../../abi/model-registry.js'
import type { Settlement } from '../../core/settlement/settlement.js'
import type { Order, TaskId } from '../../core/task/task.js'
import { withDigests } from '../../core/task/with-digests.js'
import type { Contradiction } from '../../core/vote/contradiction.js'
import { outputWord } from '../../core/vote/unavailable.js'
import type { ChainWriter, Deployment } from '../../ports/chain.js'
import type { ContractCall } from './execute.js'

/** The first commit draws the committee; an estimate can count on another being first. */
const COMMIT_HEADROOM = 200_000n
/** The last reveal closes the task; of several sent at once none is estimated as the last. */
const REVEAL_HEADROOM = 500_000n

type Mutability = 'nonpayable' | 'payable'
type FunctionName = ContractFunctionName<typeof consensusAbi, Mutability>
type Arguments<Name extends FunctionName> = ContractFunctionArgs<
  typeof consensusAbi,
  Mutability,
  Name
>

/** Every call of the contracts that changes something. */
export function contractCalls({ consensus, modelRegistry }: Deployment) {
  const call = <const Name extends FunctionName>(
    functionName: Name,
    args: Arguments<Name>,
    extras: Pick<ContractCall, 'value' | 'headroom'> = {},
  ): ContractCall => ({
    operation: functionName,
    to: consensus,
    // Checked by the parameters above; viem cannot follow a generic name.
    data: encodeFunctionData({
      abi: consensusAbi as Abi,
      functionName: functionName as string,
      args: args as readonly unknown[],
    }),
    ...extras,
  })
  return {
    join: ({ owner, bond }: First<'join'>) =>
      call('join', [owner], { value: bond }),
    exit: (seat: number) => call('exit', [seat]),
    withdrawSeat: (seat: number) => call('withdrawSeat', [seat]),
    claim: (seat: number) => call('claim', [seat]),
    addTask: (order: Order) =>
      call('addTask', [withDigests(order)], { value: order.fee }),
    addTasks: (orders: readonly Order[]) =>
      call('addTasks', [orders.map(withDigests)], {
        value: orders.reduce((sum, { fee }) => sum + fee, 0n),
      }),
    cancel: (task: TaskId) => call('cancel', [task]),
    settle: (settlement: Settlement) => call('settle', [settlement]),
    settleMany: (settlements: readonly Settlement[]) =>
      call('settleMany', [settlements]),
    punish: (contradiction: Contradiction) => call('punish', [contradiction]),
    draw: (task: TaskId) => call('draw', [task]),
    commit: ({ task, member, commitment }: First<'commit'>) =>
      call('commit', [task, member, commitment], { headroom: COMMIT_HEADROOM }),
    reveal: ({ task, member, output, salt }: First<'reveal'>) =>
      call('reveal', [task, member, outputWord(output), salt], {
        headroom: REVEAL_HEADROOM,
      }),
    finalize: (task: TaskId) => call('finalize', [task]),
    appeal: ({ task, terms, fee, nonce }: First<'appeal'>) =>
      call('appeal', [task, withDigests(terms), fee, nonce], { value: fee }),
    overturn: (task: TaskId) => call('overturn', [task]),
    withdraw: () => call('withdraw', []),
    registerModel: (model: Digest): ContractCall => ({
      operation: 'registerModel',
      to: modelRegistry,
      data: encodeFunctionData({
        abi: modelRegistryAbi,
        functionName: 'register',
        args: [model],
      }),
    }),
  }
}

/** The parameters of a method of the port. */
type First<Method extends Exclude<keyof ChainWriter, 'account'>> = Parameters<
  ChainWriter[Method]
>[0]
