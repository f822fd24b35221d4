import { expect, test } from 'vitest'
import { testAccount } from '../chain/test-accounts.js'
import { protocolParameters } from '../settings/protocol-parameters.js'
import type { Books } from './books.js'
import { checkMoney, countWinners } from './check-decided.js'
import { booksAfterDecision } from './expected-books.js'
import type { LaneOneNetwork } from './network.js'

const parameters = protocolParameters(
  '0x00000000000000000000000000000000000000cc',
)
const before: Books = {
  seats: [parameters.bond, parameters.bond, parameters.bond],
  credits: {},
  treasury: 0n,
  sink: 0n,
}
const task = `0x${'11'.repeat(32)}` as const
const output = `0x${'22'.repeat(32)}` as const
const members = [0, 1, 2].map((seat) => ({
  seat,
  account: testAccount(seat),
  output,
}))
const voted = { task, fee: 900n, members }

function networkWith(parts: {
  readonly books?: Books
  readonly record?: object
}): LaneOneNetwork {
  const requester = { getTask: async () => parts.record }
  const books = async () => parts.books
  return { parameters, requester, books } as unknown as LaneOneNetwork
}

test('books that are as predicted pass', async () => {
  const books = booksAfterDecision(before, parameters, voted.fee, members)
  await checkMoney(networkWith({ books }), before, [voted])
})

test('a wei that is missing is told', async () => {
  const { seats, ...rest } = booksAfterDecision(
    before,
    parameters,
    voted.fee,
    members,
  )
  const [first = 0n, ...others] = seats
  const books = { ...rest, seats: [first - 1n, ...others] }
  await expect(
    checkMoney(networkWith({ books }), before, [voted]),
  ).rejects.toThrow('deep-equal')
})

test('winners are counted of decided tasks only', async () => {
  const decided = { state: 'decided', winners: 0b1011 }
  expect(await countWinners(networkWith({ record: decided }), task)).toBe(3)
  for (const record of [{ state: 'open', winners: 0 }, undefined]) {
    const network = networkWith(record ? { record } : {})
    await expect(countWinners(network, task)).rejects.toThrow('decided')
  }
})
