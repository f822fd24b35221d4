import type { Address } from '@aichain/base'
import type { ChainState, Context } from './state.js'

/** Adds wei to what an account is owed. */
export function credit(
  state: ChainState,
  account: Address,
  amount: bigint,
): void {
  if (amount === 0n) return
  const key = account.toLowerCase()
  state.credit.set(key, (state.credit.get(key) ?? 0n) + amount)
}

/** What `withdraw` would pay. */
export function creditOf(state: ChainState, account: Address): bigint {
  return state.credit.get(account.toLowerCase()) ?? 0n
}

/** Wei in an account itself. */
export function balanceOf(state: ChainState, account: Address): bigint {
  return state.balances.get(account.toLowerCase()) ?? state.initialBalance
}

/** Moves wei into an account, or out of it if negative. */
export function move(
  state: ChainState,
  account: Address,
  amount: bigint,
): void {
  const balance = balanceOf(state, account) + amount
  state.balances.set(account.toLowerCase(), balance)
}

/** Mirrors `Ledger._pay`: out of the contract. */
export function pay(
  state: ChainState,
  { consensus }: Context,
  to: Address,
  amount: bigint,
): void {
  move(state, consensus, -amount)
  move(state, to, amount)
}
