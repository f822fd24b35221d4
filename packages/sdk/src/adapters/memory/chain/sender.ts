import { type Address, type CallOptions, raceSignal } from '@aichain/base'
import type {
  TransactionProgress,
  TransactionReceipt,
} from '../../../ports/chain.js'
import type { Connection } from './connection.js'
import { simulate } from './execution.js'
import type { Ledger } from './ledger.js'
import { send as enqueue } from './mining.js'
import type { Transition } from './state.js'

/** What every writing call of the port takes. */
export type WriteOptions = CallOptions<TransactionProgress> | undefined

/** Sends calls as the transactions of one account. */
export type Sender = {
  /** What amounts are multiples of. */
  readonly unit: bigint
  readonly send: <T>(
    options: WriteOptions,
    run: Transition<T>,
    extras?: {
      /** Wei that comes along. Default 0. */
      readonly value?: bigint
      /** Throws if the call cannot be made at all. */
      readonly check?: (() => void) | undefined
    },
  ) => Promise<{ readonly receipt: TransactionReceipt; readonly result: T }>
  readonly sendOnly: (
    options: WriteOptions,
    run: Transition<unknown>,
    extras?: Parameters<Sender['send']>[2],
  ) => Promise<TransactionReceipt>
}

/** A sender of one account's transactions; `onSent` is told of each. */
export function createSender(
  ledger: Ledger,
  connection: Connection,
  account: Address,
  onSent: () => void,
): Sender {
  const send: Sender['send'] = async <T>(
    options: WriteOptions,
    run: Transition<T>,
    { value = 0n, check }: NonNullable<Parameters<Sender['send']>[2]> = {},
  ) => {
    const { signal, timeout, onProgress } = options ?? {}
    return connection.call({ signal, timeout }, async (combined) => {
      check?.()
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
    unit: ledger.parameters.unit,
    send,
    sendOnly: async (options, run, extras) =>
      (await send(options, run, extras)).receipt,
  }
}
