import { type Address, equalHex } from '@aichain/base'
import { partOf } from '../../../core/money/part.js'
import { feeOf } from '../../../core/money/price.js'
import { orderDigest } from '../../../core/signing/order.js'
import type { Allowance } from '../../../core/task/allowance.js'
import { listId } from '../../../core/task/list-id.js'
import type { SignedOrder } from '../../../core/task/signed-order.js'
import type { TaskId } from '../../../core/task/task.js'
import { checked } from '../../../errors/checked.js'
import {
  NothingToWithdrawError,
  ZeroAddressError,
  ZeroAmountError,
} from '../../../errors/contract-money.js'
import {
  AllowanceExceededError,
  CreditTooLowError,
  InvalidOrderSignatureError,
  NotSubmitterError,
  OrderExpiredError,
  TipTooHighError,
} from '../../../errors/contract-orders.js'
import { SeedRefusedError } from '../../../errors/contract-tasks.js'
import { credit, creditOf, pay } from './accounts.js'
import { attempt } from './attempt.js'
import { recoverBytes } from './signature.js'
import type { ChainState, Context, Transition } from './state.js'
import { addOrder } from './tasks.js'
import { isNobody } from './zero.js'

const MAXIMUM_TIP_BPS = 1000

/** Mirrors `IOrders.deposit`. */
export function deposit(account: Address, amount: bigint): Transition {
  return (state, context) => {
    if (isNobody(account)) throw new ZeroAddressError()
    if (amount === 0n) throw new ZeroAmountError()
    credit(state, account, amount)
    const { sender: by } = context
    context.emit({ type: 'credit-deposited', account, by, amount })
  }
}

/** Mirrors `IOrders.authorize`. */
export function authorize(
  allowance: Allowance & { readonly key: Address },
): Transition {
  return (state, context) => {
    const { key, amount, until, list } = allowance
    if (isNobody(key)) throw new ZeroAddressError()
    const { sender: payer } = context
    const stored = { amount, until, list: orAny(list) }
    state.allowances.set(allowanceKey(payer, key), stored)
    context.emit({ type: 'key-authorized', payer, key, ...stored })
  }
}

function orAny(list: Allowance['list']): Allowance['list'] {
  return list === undefined || BigInt(list) === 0n ? undefined : list
}

/** Mirrors `IOrders.withdraw`. */
export const withdraw: Transition = (state, context) => {
  const { sender: account } = context
  const amount = creditOf(state, account)
  if (amount === 0n) throw new NothingToWithdrawError({ account })
  state.credit.delete(account.toLowerCase())
  context.emit({ type: 'credit-withdrawn', account, amount })
  pay(state, context, account, amount)
}

/** Mirrors `IOrders.submitOrders`: passes over what is refused, and says why. */
export function submitOrders(
  orders: readonly SignedOrder[],
): Transition<(TaskId | undefined)[]> {
  return (state, context) =>
    orders.map((signed, index) =>
      attempt(
        submitOrder(signed),
        (reason) => {
          const { payer } = signed
          return { type: 'order-refused', index, payer, reason }
        },
        state,
        context,
      ),
    )
}

/** Where the allowance of a key is kept. */
export function allowanceKey(payer: Address, key: Address): string {
  return `${payer}:${key}`.toLowerCase()
}

function submitOrder(signed: SignedOrder): Transition<TaskId> {
  return (state, context) => {
    const { order, payer, tip } = signed
    const { sender: submitter } = context
    checkForm(signed, context)
    const fee = feeOf(order)
    const key = signerOf(signed, fee, state, context)
    charge(payer, fee + tip, state)
    const task = addOrder(payer, order, undefined, state, context)
    credit(state, submitter, tip)
    const type = 'order-submitted'
    context.emit({ type, task, payer, submitter, key, tip })
    return task
  }
}

/** Mirrors `OrdersPart._checkForm`: who brings somebody else's order chooses its block. */
function checkForm(
  { order, payer, submitter, deadline }: SignedOrder,
  { sender: caller, timestamp, parameters }: Context,
): void {
  const isNamed = submitter !== undefined && !isNobody(submitter)
  if (isNamed && !equalHex(submitter, caller))
    throw new NotSubmitterError({ submitter, caller })
  if (timestamp > deadline) throw new OrderExpiredError({ deadline })
  if (order.seed !== 'block') return
  const { blockSeeds } = parameters
  const isOwn = equalHex(caller, payer)
  const isTaken =
    blockSeeds === 'all-orders' || (isOwn && blockSeeds === 'own-orders')
  if (!isTaken) throw new SeedRefusedError({ seed: order.seed })
}

/** Mirrors `OrdersPart._checkSigner`: the session key that signed; `undefined` if the payer did. */
function signerOf(
  signed: SignedOrder,
  fee: bigint,
  state: ChainState,
  context: Context,
): Address | undefined {
  const { payer, signature = '0x' } = signed
  const { sender, parameters } = context
  if (equalHex(sender, payer) && signature === '0x') return undefined
  const { unit } = parameters
  const order = { ...context, unit, order: signed }
  const digest = checked(orderDigest(order), 'order', signed)
  const recovered = recoverBytes(digest, signature, context)
  if (!isNobody(recovered)) {
    if (equalHex(recovered, payer)) return undefined
    const allowance = state.allowances.get(allowanceKey(payer, recovered))
    if (allowance && allowance.until !== 0) {
      spend(signed, recovered, fee, state, context)
      return recovered
    }
  }
  throw new InvalidOrderSignatureError({ payer, recovered })
}

/** Mirrors `OrdersPart._spend`. */
function spend(
  { order, payer, tip }: SignedOrder,
  key: Address,
  fee: bigint,
  state: ChainState,
  { timestamp, parameters }: Context,
): void {
  const shares = fee - order.roundTip
  const maximum = partOf(shares, MAXIMUM_TIP_BPS, parameters.unit)
  const tips = tip + order.roundTip
  if (tips > maximum) throw new TipTooHighError({ tip: tips, maximum })
  const at = allowanceKey(payer, key)
  const allowance = state.allowances.get(at)
  if (!allowance) return
  const { amount, until, list } = allowance
  const required = fee + tip
  const isOther = list !== undefined && !equalHex(list, listId(order))
  if (isOther || timestamp >= until || amount < required)
    throw new AllowanceExceededError({ payer, key, amount, required })
  state.allowances.set(at, { ...allowance, amount: amount - required })
}

/** Mirrors `OrdersPart._charge`. */
function charge(payer: Address, required: bigint, state: ChainState): void {
  const available = creditOf(state, payer)
  if (available < required)
    throw new CreditTooLowError({ payer, credit: available, required })
  state.credit.set(payer.toLowerCase(), available - required)
}
