import { type Address, equalHex } from '@aichain/base'
import type { TransactionReceipt as ViemReceipt } from 'viem'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import type { TaskId } from '../../core/task/task.js'
import type { ChainWriter, TransactionReceipt } from '../../ports/chain.js'
import type { Connection, OpenConnection } from './connection.js'
import { contractCalls } from './contract-calls.js'
import { type ContractCall, execute } from './execute.js'
import { protocolEvents } from './protocol-event.js'
import type { Wallet } from './send-transaction.js'

type Options = Parameters<ChainWriter['withdraw']>[0]
type Calls = ReturnType<typeof contractCalls>

/** What came of a call: its costs, and the events of the contracts. */
type Outcome = {
  readonly summary: TransactionReceipt
  readonly events: readonly ProtocolEvent[]
}

type Send = (
  operation: keyof Calls,
  make: (calls: Calls) => ContractCall | Promise<ContractCall>,
  options: Options,
) => Promise<Outcome>

/** The port's writing half: each method sends one call, and reads its result from the events. */
export function openWriter(
  connection: Connection,
  wallet: Wallet,
): ChainWriter {
  const send: Send = async (operation, make, options) => {
    const prepare = (open: OpenConnection) => make(contractCalls(open))
    const call = { operation, prepare }
    const done = await execute(connection, wallet, call, options)
    const events = eventsIn(done.receipt, done.connection)
    connection.memory.note(events)
    return { summary: summaryOf(done.receipt), events }
  }
  return {
    account: wallet.account.address,
    ...seatWrites(send),
    ...taskWrites(send),
    ...verdictWrites(send),
    ...moneyWrites(send),
  }
}

function seatWrites(send: Send) {
  const only = onlySummary(send)
  return {
    join: async (seat, options) => {
      const { summary, events } = await send(
        'join',
        (calls) => calls.join(seat),
        options,
      )
      return { ...summary, seat: eventOf(events, 'seat-joined').seat }
    },
    topUp: only('topUp'),
    setSigner: only('setSigner'),
    exit: only('exit'),
    withdrawSeat: only('withdrawSeat'),
    claim: only('claim'),
    offer: only('offer'),
    withdrawOffer: only('withdrawOffer'),
    reprice: only('reprice'),
    prune: only('prune'),
  } satisfies Partial<ChainWriter>
}

function taskWrites(send: Send) {
  const only = onlySummary(send)
  return {
    addTask: async (order, options) => {
      const { summary, events } = await send(
        'addTask',
        (calls) => calls.addTask(order),
        options,
      )
      return { ...summary, task: eventOf(events, 'task-added').task }
    },
    addTasks: async (orders, options) => {
      const { summary, events } = await send(
        'addTasks',
        (calls) => calls.addTasks(orders),
        options,
      )
      const added = eventsOf(events, 'task-added')
      return { ...summary, tasks: added.map(({ task }) => task) }
    },
    cancel: only('cancel'),
    draw: only('draw'),
    commit: only('commit'),
    reveal: only('reveal'),
    finalize: only('finalize'),
  } satisfies Partial<ChainWriter>
}

function verdictWrites(send: Send) {
  const only = onlySummary(send)
  return {
    settle: only('settle'),
    settleMany: only('settleMany'),
    convene: only('convene'),
    addVote: only('addVote'),
    punish: only('punish'),
    close: only('close'),
    appeal: async (parameters, options) => {
      const { summary, events } = await send(
        'appeal',
        (calls) => calls.appeal(parameters),
        options,
      )
      return { ...summary, appeal: eventOf(events, 'task-appealed').appeal }
    },
    conclude: only('conclude'),
    release: only('release'),
  } satisfies Partial<ChainWriter>
}

function moneyWrites(send: Send) {
  const only = onlySummary(send)
  return {
    deposit: only('deposit'),
    authorize: only('authorize'),
    submitOrders: async (orders, options) => {
      const { summary, events } = await send(
        'submitOrders',
        (calls) => calls.submitOrders(orders),
        options,
      )
      return { ...summary, tasks: tasksOf(orders.length, events) }
    },
    withdraw: (options) => only('withdraw')(undefined, options),
    postRound: only('postRound'),
    registerModel: only('registerModel'),
  } satisfies Partial<ChainWriter>
}

/** Methods that have no result but what they cost. */
function onlySummary(send: Send) {
  return <Name extends keyof Calls>(name: Name) => {
    type Argument = Parameters<Calls[Name]>[0]
    return async (argument: Argument, options?: Options) => {
      const make = (calls: Calls) =>
        (calls[name] as (argument: Argument) => ContractCall)(argument)
      return (await send(name, make, options)).summary
    }
  }
}

/** The tasks of a batch of orders, in its order: those that are not refused come one after another. */
function tasksOf(
  orders: number,
  events: readonly ProtocolEvent[],
): (TaskId | undefined)[] {
  const refused = new Set(
    eventsOf(events, 'order-refused').map(({ index }) => index),
  )
  const submitted = eventsOf(events, 'order-submitted')[Symbol.iterator]()
  return Array.from({ length: orders }, (_, index) =>
    refused.has(index) ? undefined : submitted.next().value?.task,
  )
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
function eventOf<Type extends ProtocolEvent['type']>(
  events: readonly ProtocolEvent[],
  type: Type,
): EventOf<Type> {
  return eventsOf(events, type)[0] as EventOf<Type>
}

function eventsOf<Type extends ProtocolEvent['type']>(
  events: readonly ProtocolEvent[],
  type: Type,
): EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => event.type === type)
}

function eventsIn(
  receipt: ViemReceipt,
  { deployment, parameters }: OpenConnection,
): ProtocolEvent[] {
  const own: readonly Address[] = [
    deployment.consensus,
    deployment.modelRegistry,
    parameters.beacon.address,
  ]
  const logs = receipt.logs.filter(({ address }) =>
    own.some((each) => equalHex(each, address)),
  )
  return protocolEvents(logs, parameters.unit)
}
