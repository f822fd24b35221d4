import { bytesToHex, cidOf } from '@aichain/base'
import { hashTypedData, recoverTypedDataAddress, verifyTypedData } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import {
  acknowledgementDigest,
  acknowledgementTypedData,
} from './acknowledgement.js'
import { type OrderParameters, orderDigest, orderTypedData } from './order.js'
import { signerDigest, signerTypedData } from './signer.js'
import { type VoteParameters, voteDigest, voteTypedData } from './vote.js'

// The first public test key of anvil and hardhat.
const account = privateKeyToAccount(
  '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
)
const vote: VoteParameters = {
  chainId: 31_337,
  consensus: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
  task: `0x${'11'.repeat(32)}`,
  output: `0x${'22'.repeat(32)}`,
  seal: `0x${'33'.repeat(32)}`,
}
const unit = 10n ** 9n
const order: OrderParameters = {
  chainId: vote.chainId,
  consensus: vote.consensus,
  unit,
  order: {
    order: {
      model: cidOf(new Uint8Array([1])),
      author: { address: `0x${'ab'.repeat(20)}`, shareBps: 500 },
      prompt: cidOf(new Uint8Array([2])),
      committeeSize: 7,
      share: 5n * unit,
      roundTip: 3n * unit,
      minimumPlaces: 14,
      seed: 'beacon',
      nonce: 9n,
    },
    payer: `0x${'0f'.repeat(20)}`,
    submitter: `0x${'0e'.repeat(20)}`,
    tip: 2n * unit,
    deadline: 1_800_000_000,
  },
}

test('digests are what viem computes of the typed data', () => {
  const random = seededRandom(32)
  const word = () => bytesToHex(random.bytes(32))
  for (let round = 0; round < 100; round++) {
    const where = {
      chainId: 1 + random.below(2 ** 32),
      consensus: bytesToHex(random.bytes(20)),
    }
    const [task, output, seal] = [word(), word(), word()]
    const voted = { ...where, task, output, seal }
    expect(voteDigest(voted)).toBe(hashTypedData(voteTypedData(voted)))
    const seen = { ...where, task, seal }
    expect(acknowledgementDigest(seen)).toBe(
      hashTypedData(acknowledgementTypedData(seen)),
    )
    const seat = random.below(65_536)
    const epoch = random.below(2 ** 32)
    const owner = bytesToHex(random.bytes(20))
    const key = { ...where, seat, owner, epoch }
    expect(signerDigest(key)).toBe(hashTypedData(signerTypedData(key)))
  }
})

test('so is that of an order, whoever may bring it', () => {
  const { submitter: _, ...anybody } = order.order
  const { author: __, ...anonymous } = order.order.order
  for (const each of [
    order.order,
    anybody,
    { ...anybody, order: anonymous },
    { ...anybody, order: { ...anonymous, seed: 'block' as const } },
  ]) {
    const typed = orderTypedData({ ...order, order: each })
    if (!typed.ok) throw new Error(typed.reason)
    expect(orderDigest({ ...order, order: each })).toEqual({
      ok: true,
      value: hashTypedData(typed.value),
    })
  }
})

test('amounts of an order are signed in units', () => {
  const typed = orderTypedData(order)
  expect(typed.ok && typed.value.message).toMatchObject({
    share: 5n,
    roundTip: 3,
    tip: 2n,
    deadline: 1_800_000_000n,
  })
})

test.each<[Partial<OrderParameters['order']>, string]>([
  [{ tip: 1n }, 'tip: 1 is no multiple of 1000000000'],
  [{ tip: 2n ** 64n * unit }, 'tip: 18446744073709551616 does not fit'],
  [{ deadline: -1 }, 'deadline: -1 does not fit'],
  [{ deadline: 0.5 }, 'deadline: 0.5 does not fit'],
  [{ order: { ...order.order.order, share: 1n } }, 'share: 1 is no multiple'],
])('refuses %o', (change, reason) => {
  const changed = { ...order, order: { ...order.order, ...change } }
  const refused = { ok: false, reason: expect.stringContaining(reason) }
  expect(orderDigest(changed)).toEqual(refused)
  expect(orderTypedData(changed)).toEqual(refused)
})

test('a vote is what a wallet signs', async () => {
  const typed = voteTypedData(vote)
  const signature = await account.signTypedData(typed)
  const { address } = account
  expect(await verifyTypedData({ ...typed, address, signature })).toBe(true)
})

test.each<Partial<VoteParameters>>([
  { chainId: 1 },
  { consensus: `0x${'44'.repeat(20)}` },
  { task: `0x${'44'.repeat(32)}` },
  { output: `0x${'44'.repeat(32)}` },
  { seal: `0x${'44'.repeat(32)}` },
])('a signature means nothing with another %j', async (change) => {
  const signature = await account.signTypedData(voteTypedData(vote))
  const changed = voteTypedData({ ...vote, ...change })
  const recovered = await recoverTypedDataAddress({ ...changed, signature })
  expect(recovered).not.toBe(account.address)
})

test('an acknowledgement is no vote', () => {
  expect(acknowledgementDigest(vote)).not.toBe(voteDigest(vote))
})
