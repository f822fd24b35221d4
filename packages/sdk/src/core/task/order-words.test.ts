import { cidOf, digestFromCid } from '@aichain/base'
import { encodeAbiParameters, type Hex, keccak256 } from 'viem'
import { expect, test } from 'vitest'
import { listId, listWords } from './list-id.js'
import { listOfWords, orderOfWords } from './order-of-words.js'
import { orderWords } from './order-words.js'
import type { Order } from './task.js'

const unit = 10n ** 9n
const order: Order = {
  model: cidOf(new Uint8Array([1])),
  author: { address: `0x${'ab'.repeat(20)}`, shareBps: 500 },
  prompt: cidOf(new Uint8Array([2])),
  committeeSize: 7,
  share: 5n * unit,
  roundTip: 3n * unit,
  minimumPlaces: 14,
  seed: 'block',
  nonce: 2n ** 64n - 1n,
}
const { author: _, ...anonymous } = order

test('counts in units, and names documents by their digests', () => {
  expect(orderWords(order, unit)).toEqual({
    ok: true,
    value: {
      model: digestFromCid(order.model),
      author: order.author?.address,
      authorBps: 500,
      prompt: digestFromCid(order.prompt),
      committeeSize: 7,
      share: 5n,
      roundTip: 3,
      minimumPlaces: 14,
      seed: 1,
      nonce: 2n ** 64n - 1n,
    },
  })
})

test.each<Order>([order, anonymous, { ...order, seed: 'beacon' }])(
  'orderOfWords undoes it: %#',
  (each) => {
    const words = orderWords(each, unit)
    expect(words.ok && orderOfWords(words.value, unit)).toEqual(each)
  },
)

test.each<[Partial<Order>, string]>([
  [{ share: 1n }, 'share: 1 is no multiple of 1000000000'],
  [{ share: -unit }, 'share: -1000000000 is negative'],
  [{ share: 2n ** 64n * unit }, 'share: 18446744073709551616 does not fit'],
  [{ roundTip: unit + 1n }, 'roundTip: 1000000001 is no multiple'],
  [{ roundTip: 2n ** 32n * unit }, 'roundTip: 4294967296 does not fit'],
  [{ nonce: 2n ** 64n }, 'nonce: 18446744073709551616 does not fit'],
  [{ nonce: -1n }, 'nonce: -1 does not fit'],
  [{ minimumPlaces: 65_536 }, 'minimumPlaces: 65536 does not fit'],
  [{ minimumPlaces: 0.5 }, 'minimumPlaces: 0.5 does not fit'],
  [{ committeeSize: 256 }, 'committeeSize: 256 does not fit'],
])('refuses %o', (change, reason) => {
  expect(orderWords({ ...order, ...change }, unit)).toEqual({
    ok: false,
    reason: expect.stringContaining(reason),
  })
})

test('a list’s id is the hash that viem computes', () => {
  for (const list of [order, anonymous]) {
    const { model, author, authorBps } = listWords(list)
    const types = ['bytes32', 'address', 'uint16'].map((type) => ({ type }))
    const encoded = encodeAbiParameters(types, [model, author, authorBps])
    expect(listId(list)).toBe(keccak256(encoded))
    expect(listId(listOfWords(listWords(list)))).toBe(listId(list))
  }
})

test('nobody is the zero address', () => {
  expect(listWords(anonymous)).toMatchObject({
    author: `0x${'00'.repeat(20)}` satisfies Hex,
    authorBps: 0,
  })
})
