import { type Address, digestFromCid, equalHex } from '@aichain/base'
import type { TransactionReceipt as ViemReceipt } from 'viem'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import type { ChainWriter, TransactionReceipt } from '../../ports/chain.js'
import type { Connection } from './connection.js'
import { contractCalls } from './contract-calls.js'
import { type ContractCall, execute } from './execute.js'
import { protocolEvents } from './protocol-event.js'
import type { Wallet } from './send-transaction.js'

type Options = Parameters<ChainWriter['withdraw']>[0]

/** The port's writing half: each method sends one call, and reads its result from the events. */
export function openWriter(
  connection: Connection,
  wallet: Wallet,
): ChainWriter {
  const { consensus } = connection.deployment
  const calls = contractCalls(connection.deployment)
  const send = (contractCall: ContractCall, options: Options) =>
    execute(connection, wallet, contractCall, options)
  const sendOnly = async (contractCall: ContractCall, options: Options) =>
    summaryOf(await send(contractCall, options))
  return {
    account: wallet.account.address,
    join: async (parameters, options) => {
      const receipt = await send(calls.join(parameters), options)
      const { seat } = eventIn(receipt, consensus, 'seat-joined')
      return { ...summaryOf(receipt), seat }
    },
    addTask: async (order, options) => {
      const receipt = await send(calls.addTask(order), options)
      const { task } = eventIn(receipt, consensus, 'task-added')
      return { ...summaryOf(receipt), task }
    },
    addTasks: async (orders, options) => {
      const receipt = await send(calls.addTasks(orders), options)
      const added = eventsIn(receipt, consensus, 'task-added')
      return { ...summaryOf(receipt), tasks: added.map(({ task }) => task) }
    },
    appeal: async (parameters, options) => {
      const receipt = await send(calls.appeal(parameters), options)
      const { appeal } = eventIn(receipt, consensus, 'task-appealed')
      return { ...summaryOf(receipt), appeal }
    },
    exit: (seat, options) => sendOnly(calls.exit(seat), options),
    withdrawSeat: (seat, options) =>
      sendOnly(calls.withdrawSeat(seat), options),
    claim: (seat, options) => sendOnly(calls.claim(seat), options),
    cancel: (task, options) => sendOnly(calls.cancel(task), options),
    settle: (settlement, options) =>
      sendOnly(calls.settle(settlement), options),
    settleMany: (settlements, options) =>
      sendOnly(calls.settleMany(settlements), options),
    punish: (contradiction, options) =>
      sendOnly(calls.punish(contradiction), options),
    overturn: (task, options) => sendOnly(calls.overturn(task), options),
    draw: (task, options) => sendOnly(calls.draw(task), options),
    commit: (parameters, options) =>
      sendOnly(calls.commit(parameters), options),
    reveal: (parameters, options) =>
      sendOnly(calls.reveal(parameters), options),
    finalize: (task, options) => sendOnly(calls.finalize(task), options),
    withdraw: (options) => sendOnly(calls.withdraw(), options),
    registerModel: (manifest, options) =>
      sendOnly(calls.registerModel(digestFromCid(manifest)), options),
  }
}

function summaryOf(receipt: ViemReceipt): TransactionReceipt {
  const { transactionHash, blockNumber, gasUsed, effectiveGasPrice } = receipt
  return {
    transactionHash,
    blockNumber,
    gasUsed,
    gasCost: gasUsed * effectiveGasPrice,
  }
}

type EventOf<Type extends ProtocolEvent['type']> = Extract<
  ProtocolEvent,
  { readonly type: Type }
>

/** The event that a call which did not revert has always emitted. */
function eventIn<Type extends ProtocolEvent['type']>(
  receipt: ViemReceipt,
  contract: Address,
  type: Type,
): EventOf<Type> {
  return eventsIn(receipt, contract, type)[0] as EventOf<Type>
}

function eventsIn<Type extends ProtocolEvent['type']>(
  receipt: ViemReceipt,
  contract: Address,
  type: Type,
): EventOf<Type>[] {
  const logs = receipt.logs.filter(({ address }) => equalHex(address, contract))
  return protocolEvents(logs).filter(
    (event): event is EventOf<Type> => event.type === type,
  )
}
