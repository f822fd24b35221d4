import { strict as assert } from 'node:assert'
import { bounty, type Contradiction, hardSlash } from '@aichain/sdk/core'
import type { VotedTask } from './check-decided.js'
import { booksWithCredit, booksWithSeats } from './expected-books.js'
import type { LaneOneNetwork } from './network.js'

/** A member that paid for a vote it signed. Amounts in wei. */
export type PunishReport = {
  readonly seat: number
  readonly slashed: bigint
  readonly bounty: bigint
  readonly punish: number
}

/**
 * Has somebody who asked nothing show a signed vote that contradicts the
 * decision: its signer is slashed, and the reporter withdraws the bounty.
 */
export async function punish(
  network: LaneOneNetwork,
  contradiction: Contradiction,
  { fee, members }: VotedTask,
): Promise<PunishReport> {
  const { reporter, parameters } = network
  const { account } = reporter
  const before = await network.books()
  const seat = members[contradiction.member]?.seat ?? -1
  const balance = before.seats[seat] ?? 0n
  const slash = hardSlash({ ...parameters, balance })
  const reward = bounty({ slash, fee, committeeSize: members.length })
  const { gasUsed } = await reporter.punish(contradiction)

  const slashed = {
    ...booksWithSeats(before, [seat], [-slash]),
    sink: before.sink + slash - reward,
  }
  const expected = booksWithCredit(slashed, account, reward)
  assert.deepEqual(await network.books(), expected)
  const wealth = await reporter.getBalance(account)
  const { gasCost } = await reporter.withdraw()
  const paid = (await reporter.getBalance(account)) - wealth + gasCost
  assert.equal(paid, reward)
  assert.deepEqual(await network.books(), slashed)
  return { seat, slashed: slash, bounty: reward, punish: Number(gasUsed) }
}
