import { cidOf } from '@aichain/base'
import { encodeOutput, type Output } from '@aichain/inference'
import { expect, test } from 'vitest'
import { exampleReceipt } from '../../../test/example-receipt.js'
import type { Receipt, ReceiptMember } from './receipt.js'
import { verifyReceipt } from './verify-receipt.js'

const { receipt, outputBytes } = exampleReceipt()

/** The receipt with one member changed. */
function withMember(index: number, change: Partial<ReceiptMember>): Receipt {
  const members = receipt.members.map((member, position) =>
    position === index ? { ...member, ...change } : member,
  )
  return { ...receipt, members }
}

/** Leaves out the output, as votes without one must. */
function withVote(index: number, vote: ReceiptMember['vote']): Receipt {
  const members = receipt.members.map((member, position) => {
    if (position !== index) return member
    const { output: _, ...rest } = member
    return { ...rest, vote, earned: '0', slashed: '0' }
  })
  return { ...receipt, members }
}

function reasonFor(changed: unknown, bytes = outputBytes): string {
  const result = verifyReceipt(changed, bytes)
  return result.ok ? 'accepted' : result.reason
}

test('accepts a receipt that holds together, and gives the answer', () => {
  const result = verifyReceipt(JSON.parse(JSON.stringify(receipt)), outputBytes)
  expect(result).toMatchObject({
    ok: true,
    value: { output: { finishReason: 'stop', text: 'Paris.' } },
  })
})

test.each(['absent', 'withheld', 'unavailable', 'uncounted'] as const)(
  'accepts a minority that is %s',
  (vote) => {
    expect(reasonFor(withVote(2, vote))).toBe('accepted')
  },
)

test('accepts a committee of signers in any case', () => {
  expect(reasonFor({ ...receipt, consensus: `0x${'5F'.repeat(20)}` })).toBe(
    'accepted',
  )
})

/** The receipt with its order changed. */
const orderWith = (change: Partial<Receipt['order']>) => ({
  order: { ...receipt.order, ...change },
})
const parametersWith = (change: Partial<Receipt['parameters']>) => ({
  parameters: { ...receipt.parameters, ...change },
})

test.each<[string, Partial<Record<keyof Receipt, unknown>>]>([
  ['task: what it describes has the id', orderWith({ nonce: '4' })],
  ['task: what it describes has the id', orderWith({ share: '250001' })],
  ['task: what it describes has the id', orderWith({ seed: 'block' })],
  ['task: what it describes has the id', { chainId: 1 }],
  [
    'task: what it describes has the id',
    orderWith({ prompt: receipt.order.model }),
  ],
  ['order: share: 250000 is no multiple of 3', parametersWith({ unit: '3' })],
  [
    'committee: holds other seats than the members have',
    { committee: `0x${'00'.repeat(31)}07` },
  ],
  ['members: 4 of a committee of 5', { members: receipt.members.slice(0, 4) }],
  ['members[0]: is member 4', { members: receipt.members.toReversed() }],
  [
    'transactions: 0 of type task-decided',
    { transactions: receipt.transactions.slice(0, 2) },
  ],
  [
    'transactions: 2 of type task-added',
    { transactions: [...receipt.transactions, receipt.transactions[0]] },
  ],
])('refuses: %s', (reason, change) => {
  expect(reasonFor({ ...receipt, ...change })).toContain(reason)
})

test('refuses what is no receipt', () => {
  expect(reasonFor([])).toBe('must be an object')
  expect(reasonFor(undefined)).toBe('must be an object')
})

test.each<[string, number, Partial<ReceiptMember>]>([
  ['members[1]: seat 7 votes twice', 1, { seat: 7 }],
  ['votes twice', 1, { signer: receipt.members[0]?.signer as `0x${string}` }],
  ['members[0]: wrong, but its output is the agreed one', 0, { vote: 'wrong' }],
  ['members[2]: agreed, but its output is another', 2, { vote: 'agreed' }],
  ['members[0]: absent with an output', 0, { vote: 'absent' }],
  ['members[2].earned: 0 is due', 2, { earned: '1' }],
  ['members[0].earned: 250000 is due', 0, { earned: '249999' }],
  ['members[0].slashed: at most 0', 0, { slashed: '1' }],
  ['members[2].slashed: at most 251000', 2, { slashed: `${10n ** 18n}` }],
])('refuses: %s', (reason, index, change) => {
  expect(reasonFor(withMember(index, change))).toContain(reason)
})

test('refuses an uncounted member that lost anything', () => {
  const changed = withVote(2, 'uncounted')
  const members = changed.members.map((member) =>
    member.member === 2 ? { ...member, slashed: '1' } : member,
  )
  expect(reasonFor({ ...changed, members })).toBe(
    'members[2].slashed: at most 0 for a vote that is uncounted',
  )
})

test('refuses an absent member that lost more than half of the least share', () => {
  const changed = withVote(2, 'absent')
  const members = changed.members.map((member) =>
    member.member === 2 ? { ...member, slashed: '1001' } : member,
  )
  expect(reasonFor({ ...changed, members })).toBe(
    'members[2].slashed: at most 500 for a vote that is absent',
  )
})

test('refuses a vote without the output it must have', () => {
  const { output: _, ...rest } = receipt.members[0] as ReceiptMember
  const members = [rest, ...receipt.members.slice(1)]
  expect(reasonFor({ ...receipt, members })).toBe(
    'members[0]: agreed without an output',
  )
})

test('refuses an answer that an appeal overturned', () => {
  const overturnedBy = `0x${'ab'.repeat(32)}` as const
  expect(reasonFor({ ...receipt, overturnedBy })).toBe(
    `overturned: task ${overturnedBy} decided another output`,
  )
})

test('accepts that an agreed vote costs as much as the lie that was signed beside it', () => {
  const contradiction = receipt.members[2]?.output as Receipt['output']
  const price = '251000'
  const lost = { slashed: price, contradiction }
  expect(reasonFor(withMember(0, lost))).toBe('accepted')
  expect(reasonFor(withMember(0, { ...lost, slashed: `${price}0` }))).toBe(
    `members[0].slashed: at most ${price} for a vote that is agreed`,
  )
  expect(
    reasonFor(withMember(0, { ...lost, contradiction: receipt.output })),
  ).toBe('members[0]: its contradiction is the agreed output')
  expect(reasonFor(withMember(2, { contradiction }))).toBe(
    'members[2]: wrong, but with a contradiction',
  )
})

test('refuses less than a quorum', () => {
  expect(reasonFor(withVote(0, 'absent'))).toBe(
    'members: 3 agree, the quorum is 4',
  )
})

test('refuses an output that the quorum did not give', () => {
  const lie = receipt.members[2]?.output as Receipt['output']
  const members = receipt.members.map((member) => ({
    ...member,
    vote: member.output === lie ? ('agreed' as const) : ('wrong' as const),
  }))
  expect(reasonFor({ ...receipt, output: lie, members })).toBe(
    'output: the quorum gave another',
  )
})

test('refuses other bytes than the agreed ones', () => {
  const tampered = outputBytes.slice()
  tampered[10] = (tampered[10] as number) ^ 1
  expect(reasonFor(receipt, tampered)).toContain(
    'output: these bytes have the digest 0x',
  )
})

/** The receipt of a quorum that agreed on other bytes for the same task. */
function agreedOn(bytes: Uint8Array): Receipt {
  const output = cidOf(bytes)
  const members = receipt.members.map((member) =>
    member.vote === 'agreed' ? { ...member, output } : member,
  )
  return { ...receipt, output, members }
}

test('refuses agreed bytes that are no output document', () => {
  const bytes = new TextEncoder().encode('Paris.')
  expect(reasonFor(agreedOn(bytes), bytes)).toBe('output: not JSON')
})

test.each(['model', 'prompt'] as const)(
  'refuses an answer to another %s',
  (part) => {
    const other = cidOf(new Uint8Array([1]))
    const document: Output = {
      type: 'aichain/output/1',
      model: receipt.order.model,
      prompt: receipt.order.prompt,
      finishReason: 'error',
      error: 'prompt-too-long',
      [part]: other,
    }
    const bytes = encodeOutput(document)
    expect(reasonFor(agreedOn(bytes), bytes)).toBe(
      `output: answers ${part} ${other}`,
    )
  },
)
