import { equalHex } from '@aichain/base'
import { feeOf } from '../money/price.js'
import { allowanceKey, credit, type Draft } from './draft.js'
import type { TimedEventOf } from './timed-event.js'

export function applyCreditDeposited(
  draft: Draft,
  { account, amount }: TimedEventOf<'credit-deposited'>,
): void {
  credit(draft, account, amount)
}

export function applyCreditWithdrawn(
  draft: Draft,
  { account, amount }: TimedEventOf<'credit-withdrawn'>,
): void {
  credit(draft, account, -amount)
}

/** Replaces what was said before of the key. */
export function applyKeyAuthorized(
  draft: Draft,
  event: TimedEventOf<'key-authorized'>,
): void {
  const { payer, key, amount, until, list } = event
  draft.allowances.set(allowanceKey(payer, key), { amount, until, list })
}

/** Told after its task was added: the payer's credit pays fee and tip, within the key's allowance. */
export function applyOrderSubmitted(
  draft: Draft,
  { task, payer, submitter, key, tip }: TimedEventOf<'order-submitted'>,
): void {
  const order = draft.tasks.get(task)?.terms.order
  if (!order) return
  const spent = feeOf(order) + tip
  credit(draft, payer, -spent)
  credit(draft, submitter, tip)
  const id = key && allowanceKey(payer, key)
  const allowance = id && draft.allowances.get(id)
  if (id && allowance)
    draft.allowances.set(id, { ...allowance, amount: allowance.amount - spent })
}

/** Where treasury and sink are one account, the amount tells which of them was paid. */
export function applyDebtSwept(
  draft: Draft,
  { account, amount }: TimedEventOf<'debt-swept'>,
): void {
  const isTreasury =
    equalHex(account, draft.parameters.treasury) &&
    amount === draft.owedTreasury
  if (isTreasury) draft.owedTreasury = 0n
  else draft.owedSink -= amount
}
