import { InvalidArgumentError } from '@aichain/base'
import { orderWords } from '../../../core/task/order-words.js'
import type { SignedOrder } from '../../../core/task/signed-order.js'
import type { Order } from '../../../core/task/task.js'
import { NotWholeUnitsError } from '../../../errors/chain.js'

const WORD = 2n ** 64n

/** Refuses amounts that the contract cannot be told, as every adapter does. */
export function checkAmounts(
  amounts: Readonly<Record<string, bigint>>,
  unit: bigint,
): void {
  for (const [argument, amount] of Object.entries(amounts)) {
    if (amount % unit !== 0n) throw new NotWholeUnitsError({ amount, unit })
    const units = amount / unit
    if (units >= 0n && units < WORD) continue
    const expected = `from 0 to ${(WORD - 1n) * unit} wei`
    throw new InvalidArgumentError({ argument, expected, actual: amount })
  }
}

/** Refuses an order that the contract cannot be told. */
export function checkOrder(order: Order, unit: bigint): void {
  for (const amount of [order.share, order.roundTip])
    if (amount % unit !== 0n) throw new NotWholeUnitsError({ amount, unit })
  const words = orderWords(order, unit)
  if (words.ok) return
  throw new InvalidArgumentError({
    argument: 'order',
    expected: `what the contract can hold (${words.reason})`,
    actual: order,
  })
}

/** Refuses a signed order that the contract cannot be told. */
export function checkSigned(signed: SignedOrder, unit: bigint): void {
  checkOrder(signed.order, unit)
  checkAmounts({ tip: signed.tip }, unit)
  checkTime(signed.deadline, 'deadline')
}

/** Refuses a time that is none. */
export function checkTime(time: number, argument: string): void {
  if (Number.isSafeInteger(time) && time >= 0) return
  const expected = 'whole seconds since the epoch'
  throw new InvalidArgumentError({ argument, expected, actual: time })
}
