import { digestFromCid } from '../../../core/cid.js'
import type { Address } from '../../../core/hex.js'
import { raceSignal } from '../../../internal/race-signal.js'
import type {
  ChainWriter,
  TransactionProgress,
  TransactionReceipt,
} from '../../../ports/chain.js'
import type { CallOptions } from '../../../ports/options.js'
import { appeal, overturn } from './appeals.js'
import type { Connection } from './connection.js'
import { commit, finalize, reveal } from './court.js'
import { simulate } from './execution.js'
import type { Ledger } from './ledger.js'
import { send } from './mining.js'
import { registerModel } from './models.js'
import { withdraw } from './money.js'
import { claim, exit, join, withdrawSeat } from './seats.js'
import { punish, settle, settleMany } from './settlements.js'
import type { Transition } from './state.js'
import { addTask, addTasks, cancel, draw } from './tasks.js'

/** The writing half of the port, for one account. */
export function createWriter(
  ledger: Ledger,
  connection: Connection,
  account: Address,
  onSent: () => void,
): ChainWriter {
  const transact = async <T>(
    options: CallOptions<TransactionProgress> | undefined,
    run: Transition<T>,
    value = 0n,
  ): Promise<{ readonly receipt: TransactionReceipt; readonly result: T }> => {
    const { signal, timeout, onProgress } = options ?? {}
    return connection.call({ signal, timeout }, async (combined) => {
      const call = { sender: account, value, run }
      simulate(ledger, call)
      const { hash, included } = send(ledger, call)
      onProgress?.({ type: 'transaction-sent', hash })
      onSent()
      const { receipt, result } = await raceSignal(included, combined)
      return { receipt, result: result as T }
    })
  }
  const receiptOf = async (
    options: CallOptions<TransactionProgress> | undefined,
    run: Transition,
  ) => (await transact(options, run)).receipt

  return {
    account,
    join: async ({ owner, bond }, options) => {
      const { receipt, result } = await transact(options, join(owner), bond)
      return { ...receipt, seat: result }
    },
    exit: (seat, options) => receiptOf(options, exit(seat)),
    withdrawSeat: (seat, options) => receiptOf(options, withdrawSeat(seat)),
    claim: (seat, options) => receiptOf(options, claim(seat)),
    addTask: async (order, options) => {
      const run = addTask(order)
      const { receipt, result } = await transact(options, run, order.fee)
      return { ...receipt, task: result }
    },
    addTasks: async (orders, options) => {
      const fees = orders.reduce((sum, { fee }) => sum + fee, 0n)
      const run = addTasks(orders)
      const { receipt, result } = await transact(options, run, fees)
      return { ...receipt, tasks: result }
    },
    cancel: (task, options) => receiptOf(options, cancel(task)),
    settle: (settlement, options) => receiptOf(options, settle(settlement)),
    settleMany: (settlements, options) =>
      receiptOf(options, settleMany(settlements)),
    punish: (contradiction, options) =>
      receiptOf(options, punish(contradiction)),
    appeal: async (parameters, options) => {
      const run = appeal(parameters)
      const { receipt, result } = await transact(options, run, parameters.fee)
      return { ...receipt, appeal: result }
    },
    overturn: (task, options) => receiptOf(options, overturn(task)),
    draw: (task, options) => receiptOf(options, draw(task)),
    commit: ({ task, member, commitment }, options) =>
      receiptOf(options, commit(task, member, commitment)),
    reveal: ({ task, member, output, salt }, options) =>
      receiptOf(options, reveal(task, member, output, salt)),
    finalize: (task, options) => receiptOf(options, finalize(task)),
    withdraw: (options) => receiptOf(options, withdraw),
    registerModel: (manifest, options) =>
      receiptOf(options, registerModel(digestFromCid(manifest))),
  }
}
