import type { SignedOrder } from '../../core/task/signed-order.js'
import type { TaskId } from '../../core/task/task.js'
import { WrongValueError } from '../../errors/contract-money.js'
import type { ChainWriter, DecidedTask } from '../../ports/chain.js'
import type { OpenConnection } from './connection.js'
import type { First } from './contract-calls.js'
import { consensusCall } from './encode-call.js'
import type { ContractCall } from './execute.js'
import {
  seconds,
  signedOrderArguments,
  termsWords,
  units,
} from './order-arguments.js'
import { readAppealTerms } from './read-tasks.js'
import { EMPTY } from './words.js'

/** Calls about credit, orders that others bring, and appeals. */
export function moneyCalls(connection: OpenConnection) {
  const { consensus } = connection.deployment
  const { unit } = connection.parameters
  return {
    deposit: ({ account, amount }: First<'deposit'>) =>
      consensusCall(
        consensus,
        'deposit',
        [account, units(amount, unit, 'amount')],
        { value: amount },
      ),
    authorize: ({ key, amount, until, list }: First<'authorize'>) =>
      consensusCall(consensus, 'authorize', [
        key,
        units(amount, unit, 'amount'),
        seconds(until, 'until'),
        list ?? EMPTY,
      ]),
    submitOrders: (orders: readonly SignedOrder[]) =>
      consensusCall(consensus, 'submitOrders', [
        orders.map((order) => signedOrderArguments(order, unit)),
      ]),
    withdraw: () => consensusCall(consensus, 'withdraw', []),
    appeal: (appeal: First<'appeal'>) => appealCall(connection, appeal),
    conclude: ({ task, committee }: DecidedTask) =>
      consensusCall(consensus, 'conclude', [task, committee]),
    release: (task: TaskId) => consensusCall(consensus, 'release', [task]),
  } satisfies Partial<Record<keyof ChainWriter, unknown>>
}

async function appealCall(
  connection: OpenConnection,
  { terms, committee, share, roundTip, nonce }: First<'appeal'>,
): Promise<ContractCall> {
  const { consensus } = connection.deployment
  const { unit } = connection.parameters
  const args = [
    termsWords(terms, unit),
    committee,
    units(share, unit, 'share'),
    Number(units(roundTip, unit, 'roundTip')),
    nonce,
  ] as const
  const { deposit, committeeSize } = await readAppealTerms(connection, terms)
  const fee = BigInt(committeeSize) * share + deposit
  const call = (extras: Pick<ContractCall, 'value' | 'instead'>) =>
    consensusCall(consensus, 'appeal', args, extras)
  return call({
    value: fee + roundTip,
    // While the beacon is silent a block is the seed, and no round is paid for.
    instead: (error) => {
      const isWithoutRound =
        error instanceof WrongValueError && error.required === fee
      return isWithoutRound ? Promise.resolve(call({ value: fee })) : undefined
    },
  })
}
