import type { Receipt, ReceiptMember } from '@aichain/sdk/core'
import { expect, test } from 'vitest'
import { digest, lie, receiptOf } from '../../test/support/receipt.js'
import { isToldBy } from './is-told-by.js'

const receipt = receiptOf(3)

function withMember(change: Partial<ReceiptMember>): Receipt {
  const members = receipt.members.map((each) =>
    each.member === 4 ? { ...each, ...change } : each,
  )
  return { ...receipt, members }
}

const { output: _, ...silent } = receipt.members[4] as ReceiptMember
const before: Receipt = {
  ...receipt,
  members: [
    ...receipt.members.slice(0, 4),
    { ...silent, vote: 'absent', earned: '0' },
  ],
}

test('a chain tells what it told', () => {
  expect(isToldBy(receipt, receipt)).toBe(true)
})

test('a late vote, its reward and a slash are more of the same', () => {
  const hash = digest('5')
  const transactions = [
    ...receipt.transactions,
    { type: 'vote-added', member: 4, hash } as const,
  ]
  expect(isToldBy(before, { ...receipt, transactions })).toBe(true)
  expect(isToldBy(receipt, withMember({ slashed: '5' }))).toBe(true)
})

test('an appeal that found another output changes no vote', () => {
  expect(isToldBy(receipt, { ...receipt, overturnedBy: digest('e') })).toBe(
    true,
  )
})

test.each<[string, Receipt]>([
  ['another output', { ...receipt, output: lie }],
  ['another order', { ...receipt, order: { ...receipt.order, nonce: '1' } }],
  ['a vote changed', withMember({ output: lie, vote: 'wrong' })],
  ['a vote forgotten', before],
  ['a reward taken back', withMember({ earned: '0' })],
  ['another seat', withMember({ seat: 99 })],
  ['fewer members', { ...receipt, members: receipt.members.slice(1) }],
  ['fewer transactions', { ...receipt, transactions: [] }],
])('%s: the chain tells it differently', (_, told) => {
  expect(isToldBy(receipt, told)).toBe(false)
})
