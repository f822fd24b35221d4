import { NothingToWithdrawError } from '../../../errors/contract-money.js'
import { amountOf, pay, type Transition } from './state.js'

/** Mirrors `IConsensus.withdraw`. */
export const withdraw: Transition = (state, context) => {
  const { sender: account } = context
  const amount = amountOf(state.credit, account)
  if (amount === 0n) throw new NothingToWithdrawError({ account })
  state.credit.delete(account.toLowerCase())
  pay(state, account, amount)
  context.emit({ type: 'credit-withdrawn', account, amount })
}
