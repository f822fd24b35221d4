import { InvalidArgumentError } from '@aichain/base'
import { type OrderWords, orderWords } from '../../core/task/order-words.js'
import type { SignedOrder } from '../../core/task/signed-order.js'
import type { Order, Terms } from '../../core/task/task.js'
import { NotWholeUnitsError } from '../../errors/chain.js'
import { checked } from '../../errors/checked.js'
import { EMPTY, NOBODY } from './words.js'

const WORD = 2n ** 64n

/**
 * An amount in units, for a word of 64 bits.
 *
 * Errors: `NotWholeUnitsError`; `InvalidArgumentError` if no word holds it.
 */
export function units(amount: bigint, unit: bigint, argument: string): bigint {
  checkWhole(amount, unit)
  const whole = amount / unit
  if (whole >= 0n && whole < WORD) return whole
  const expected = `from 0 to ${(WORD - 1n) * unit} wei`
  throw new InvalidArgumentError({ argument, expected, actual: amount })
}

/** An order as the contracts take it. Errors: as {@link units}. */
export function orderArguments(order: Order, unit: bigint): OrderWords {
  checkWhole(order.share, unit)
  checkWhole(order.roundTip, unit)
  return checked(orderWords(order, unit), 'order', order)
}

/** The terms of a task as the contracts take them. Errors: as {@link units}. */
export function termsWords({ requester, order }: Terms, unit: bigint) {
  return { requester, order: orderArguments(order, unit) }
}

/** A signed order as the contracts take it. Errors: as {@link units}. */
export function signedOrderArguments(signed: SignedOrder, unit: bigint) {
  const { order, payer, submitter, tip, deadline, signature } = signed
  return {
    order: orderArguments(order, unit),
    payer,
    submitter: submitter ?? NOBODY,
    tip: units(tip, unit, 'tip'),
    deadline: seconds(deadline, 'deadline'),
    signature: signature ?? '0x',
  } as const
}

/** A time for a word of 64 bits. Errors: `InvalidArgumentError`. */
export function seconds(time: number, argument: string): bigint {
  if (Number.isSafeInteger(time) && time >= 0) return BigInt(time)
  const expected = 'whole seconds since the epoch'
  throw new InvalidArgumentError({ argument, expected, actual: time })
}

/** Commitments as the contracts take them: zero for none. */
export function commitmentWords(
  commitments: readonly (`0x${string}` | undefined)[],
) {
  return commitments.map((commitment) => commitment ?? EMPTY)
}

function checkWhole(amount: bigint, unit: bigint): void {
  if (amount % unit !== 0n) throw new NotWholeUnitsError({ amount, unit })
}
