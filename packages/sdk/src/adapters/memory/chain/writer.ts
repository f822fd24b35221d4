import type { Address, CallOptions } from '@aichain/base'
import { digestFromCid, raceSignal } from '@aichain/base'
import { withDigests } from '../../../core/task/with-digests.js'
import { outputWord } from '../../../core/vote/unavailable.js'
import type {
  ChainWriter,
  TransactionProgress,
  TransactionReceipt,
} from '../../../ports/chain.js'
import { appeal, overturn } from './appeals.js'
import type { Connection } from './connection.js'
import { commit, finalize, reveal } from './court.js'
import { simulate } from './execution.js'
import type { Ledger } from './ledger.js'
import { send as enqueue } from './mining.js'
import { registerModel } from './models.js'
import { withdraw } from './money.js'
import { claim, exit, join, withdrawSeat } from './seats.js'
import { punish, settle, settleMany } from './settlements.js'
import type { Transition } from './state.js'
import { addTask, addTasks, cancel, draw } from './tasks.js'

type Options = CallOptions<TransactionProgress> | undefined

/** Sends calls as the transactions of one account. */
type Sender = {
  readonly send: <T>(
    options: Options,
    run: Transition<T>,
    value?: bigint,
  ) => Promise<{ readonly receipt: TransactionReceipt; readonly result: T }>
  readonly sendOnly: (
    options: Options,
    run: Transition,
  ) => Promise<TransactionReceipt>
}

/** The writing half of the port, for one account. */
export function createWriter(
  ledger: Ledger,
  connection: Connection,
  account: Address,
  onSent: () => void,
): ChainWriter {
  const sender = createSender(ledger, connection, account, onSent)
  return {
    account,
    ...seatCalls(sender),
    ...taskCalls(sender),
    ...verdictCalls(sender),
    ...otherCalls(sender),
  }
}

function createSender(
  ledger: Ledger,
  connection: Connection,
  account: Address,
  onSent: () => void,
): Sender {
  const send: Sender['send'] = async <T>(
    options: Options,
    run: Transition<T>,
    value = 0n,
  ) => {
    const { signal, timeout, onProgress } = options ?? {}
    return connection.call({ signal, timeout }, async (combined) => {
      const call = { sender: account, value, run }
      simulate(ledger, call)
      onProgress?.({ type: 'awaiting-signature' })
      const { hash, included } = enqueue(ledger, call)
      onProgress?.({ type: 'transaction-sent', transactionHash: hash })
      onSent()
      const { receipt, result } = await raceSignal(included, combined)
      return { receipt, result: result as T }
    })
  }
  return {
    send,
    sendOnly: async (options, run) => (await send(options, run)).receipt,
  }
}

function seatCalls({ send, sendOnly }: Sender) {
  return {
    join: async ({ owner, bond }, options) => {
      const { receipt, result } = await send(options, join(owner), bond)
      return { ...receipt, seat: result }
    },
    exit: (seat, options) => sendOnly(options, exit(seat)),
    withdrawSeat: (seat, options) => sendOnly(options, withdrawSeat(seat)),
    claim: (seat, options) => sendOnly(options, claim(seat)),
  } satisfies Partial<ChainWriter>
}

function taskCalls({ send, sendOnly }: Sender) {
  return {
    addTask: async (order, options) => {
      const { receipt, result } = await send(
        options,
        addTask(withDigests(order)),
        order.fee,
      )
      return { ...receipt, task: result }
    },
    addTasks: async (orders, options) => {
      const fees = orders.reduce((sum, { fee }) => sum + fee, 0n)
      const { receipt, result } = await send(
        options,
        addTasks(orders.map(withDigests)),
        fees,
      )
      return { ...receipt, tasks: result }
    },
    cancel: (task, options) => sendOnly(options, cancel(task)),
    draw: (task, options) => sendOnly(options, draw(task)),
    commit: ({ task, member, commitment }, options) =>
      sendOnly(options, commit(task, member, commitment)),
    reveal: ({ task, member, output, salt }, options) =>
      sendOnly(options, reveal(task, member, outputWord(output), salt)),
    finalize: (task, options) => sendOnly(options, finalize(task)),
  } satisfies Partial<ChainWriter>
}

function verdictCalls({ send, sendOnly }: Sender) {
  return {
    settle: (settlement, options) => sendOnly(options, settle(settlement)),
    settleMany: (settlements, options) =>
      sendOnly(options, settleMany(settlements)),
    punish: (contradiction, options) =>
      sendOnly(options, punish(contradiction)),
    appeal: async (parameters, options) => {
      const terms = withDigests(parameters.terms)
      const run = appeal({ ...parameters, terms })
      const { receipt, result } = await send(options, run, parameters.fee)
      return { ...receipt, appeal: result }
    },
    overturn: (task, options) => sendOnly(options, overturn(task)),
  } satisfies Partial<ChainWriter>
}

function otherCalls({ sendOnly }: Sender) {
  return {
    withdraw: (options) => sendOnly(options, withdraw),
    registerModel: (manifest, options) =>
      sendOnly(options, registerModel(digestFromCid(manifest))),
  } satisfies Partial<ChainWriter>
}
