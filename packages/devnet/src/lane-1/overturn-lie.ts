import { strict as assert } from 'node:assert'
import { hardSlash, overturn, quorum } from '@aichain/sdk/core'
import { appealLie } from './appeal-lie.js'
import { booksWithCredit, booksWithSeats } from './expected-books.js'
import type { LaneOneNetwork } from './network.js'
import { sellLie } from './sell-lie.js'

/** A lie that was paid for, and what became of it. Gas of each transaction; amounts in wei. */
export type OverturnReport = {
  readonly committee: number
  readonly liars: number
  readonly appealCommittee: number
  /** From the liars, all together. */
  readonly slashed: bigint
  /** To the member that had told the truth. */
  readonly repaid: bigint
  /** To who appealed. */
  readonly reward: bigint
  readonly appeal: number
  readonly settle: number
  readonly overturn: number
}

/**
 * Has a quorum of a small committee sell a lie. Somebody appeals, fifteen seats
 * say what is true, and the money goes where it belongs.
 */
export async function overturnLie(
  network: LaneOneNetwork,
  question: string,
  committeeSize: number,
): Promise<OverturnReport> {
  const { reporter, parameters } = network
  const sold = await sellLie(network, question, committeeSize)
  const appealed = await appealLie(network, sold)
  const before = await network.books()
  const { gasUsed } = await reporter.overturn(sold.task)

  const seats = sold.members.map(({ seat }) => seat)
  const liars = seats.slice(0, quorum(committeeSize))
  const wronged = seats.slice(liars.length)
  const { bond } = parameters
  const money = overturn({
    balances: liars.map((seat) => before.seats[seat] ?? 0n),
    bond,
    wronged: wronged.length,
    hardSlash: hardSlash({ ...parameters, balance: bond }),
    appealFee: appealed.fee,
  })
  const taken = money.slashed.map((amount) => -amount)
  const fined = booksWithSeats(before, liars, taken)
  const repaid = booksWithSeats(fined, wronged, money.repaid)
  const rewarded = booksWithCredit(repaid, reporter.account, money.reward)
  const expected = { ...rewarded, sink: before.sink + money.sink }
  assert.deepEqual(await network.books(), expected)
  const { overturned } = await reporter.getResult(sold.task)
  assert.equal(overturned, true)
  return {
    committee: committeeSize,
    liars: liars.length,
    appealCommittee: appealed.members.length,
    slashed: sum(money.slashed),
    repaid: sum(money.repaid),
    reward: money.reward,
    ...appealed.gas,
    overturn: Number(gasUsed),
  }
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}
