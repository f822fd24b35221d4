import type { Digest } from '@aichain/sdk/core'
import { expect, test } from 'vitest'
import { testAccount } from '../chain/test-accounts.js'
import { protocolParameters } from '../settings/protocol-parameters.js'
import type { Books } from './books.js'
import {
  booksAfterDecision,
  booksWithCredit,
  booksWithSeats,
} from './expected-books.js'

const parameters = protocolParameters(
  '0x00000000000000000000000000000000000000cc',
  { protocolFeeBps: 0 },
)
const { bond } = parameters
const books: Books = {
  seats: [bond, bond, bond, bond],
  credits: {},
  treasury: 5n,
  sink: 7n,
}
const truth: Digest = `0x${'22'.repeat(32)}`
const lie: Digest = `0x${'33'.repeat(32)}`

const member = (seat: number, output: Digest | undefined) => ({
  seat,
  account: testAccount(seat),
  output,
})

test('the fee goes to the winners and the treasury, a lie costs a tenth of the bond', () => {
  const members = [member(2, truth), member(0, lie), member(3, truth)]
  const after = booksAfterDecision(books, parameters, 1_001n, members)
  expect(after).toEqual({
    seats: [bond - bond / 10n, bond, bond + 500n, bond + 500n],
    credits: {},
    treasury: 5n + 1n,
    sink: 7n + bond / 10n,
  })
})

test('what would not be decided is an error', () => {
  const members = [member(0, truth), member(1, undefined), member(2, lie)]
  expect(() => booksAfterDecision(books, parameters, 1n, members)).toThrow(
    'undecided',
  )
})

test('seats and credits change by themselves', () => {
  const account = '0x00000000000000000000000000000000000000dd'
  const once = booksWithCredit(booksWithSeats(books, [1], [-3n]), account, 2n)
  expect(booksWithCredit(once, account, 2n)).toEqual({
    ...books,
    seats: [bond, bond - 3n, bond, bond],
    credits: { [account]: 4n },
  })
})
