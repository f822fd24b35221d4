import { countMembers } from '../encoding/bitmap.js'
import { feeOf } from '../money/price.js'
import type { ChainIndex, IndexedTask } from './chain-index.js'
import { everybody } from './members.js'

/**
 * What the contract owes altogether, in wei: what it holds, but for what was
 * forced on it.
 *
 * @example
 * ```ts
 * import { type ChainIndex, totalOwed } from '@aichain/sdk/indexer'
 *
 * const isSolvent = (index: ChainIndex, balance: bigint) => totalOwed(index) <= balance
 * ```
 */
export function totalOwed(index: ChainIndex): bigint {
  const seats = [...index.seats.values()].map(({ balance }) => balance)
  const tasks = [...index.tasks.values()].map(owedFor)
  return [...seats, ...tasks, ...index.credits.values()].reduce(
    (total, amount) => total + amount,
    index.owedTreasury + index.owedSink,
  )
}

/** The fee of an open task, shares that may still be claimed, what liars lost, and a deposit that is at risk. */
function owedFor({ record, terms, held, appeal }: IndexedTask): bigint {
  if (record.state === 'open') return feeOf(terms.order) + held
  const deposit = appeal && !appeal.concluded ? appeal.deposit : 0n
  if (record.state === 'undecided' || record.closed) return held + deposit
  const unknown = everybody(record.committeeSize) & ~record.revealed
  return held + deposit + record.share * BigInt(countMembers(unknown))
}
