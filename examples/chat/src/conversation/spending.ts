import { ether } from '../format/ether.js'
import type { Turn } from './turn.js'

/** What a turn without an answer has cost so far, as far as this page knows. */
export function spendingOf({ task, transaction, fee }: Turn): string {
  if (task !== undefined) {
    const amount = fee === undefined ? 'The fee' : `The fee of ${ether(fee)}`
    return `${amount} is held by the contract until the task is decided or refunded; it is not lost.`
  }
  if (transaction !== undefined) {
    return 'Your transaction was sent. If it gets into a block the fee is held by the contract, and this page finds the task again when you reload it.'
  }
  return 'Nothing was spent.'
}
