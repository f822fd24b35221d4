import { strict as assert } from 'node:assert'
import type { ProtocolParameters } from '@aichain/sdk'
import { countMembers, hasMember, settlementOutcome } from '@aichain/sdk/core'
import type { Books } from './books.js'
import type { LaneOneMember } from './collect-votes.js'

/** The books once a task with these votes is paid out, as the SDK's core has it. */
export function booksAfterDecision(
  books: Books,
  parameters: ProtocolParameters,
  fee: bigint,
  members: readonly LaneOneMember[],
): Books {
  const seats = members.map(({ seat }) => seat)
  const outcome = settlementOutcome({
    ...parameters,
    fee,
    balances: seats.map((seat) => books.seats[seat] ?? 0n),
    outputs: members.map(({ output }) => output),
  })
  assert(outcome.type === 'decided', `the votes leave it ${outcome.type}`)
  const { share, penalties, winners } = outcome
  const paid = share * BigInt(countMembers(winners))
  const changes = penalties.map((penalty, member) =>
    hasMember(winners, member) ? share : -penalty,
  )
  return {
    ...booksWithSeats(books, seats, changes),
    treasury: books.treasury + fee - paid,
    sink: books.sink + penalties.reduce((sum, penalty) => sum + penalty, 0n),
  }
}

/** The books with an amount more, or less, in each of some seats. */
export function booksWithSeats(
  books: Books,
  seats: readonly number[],
  changes: readonly bigint[],
): Books {
  const balances = [...books.seats]
  for (const [index, seat] of seats.entries()) {
    balances[seat] = (balances[seat] ?? 0n) + (changes[index] ?? 0n)
  }
  return { ...books, seats: balances }
}

/** The books with an amount more for somebody to withdraw. */
export function booksWithCredit(
  books: Books,
  account: `0x${string}`,
  amount: bigint,
): Books {
  const credit = (books.credits[account] ?? 0n) + amount
  return { ...books, credits: { ...books.credits, [account]: credit } }
}
