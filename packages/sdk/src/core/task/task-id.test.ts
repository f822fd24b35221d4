import { encodeAbiParameters, keccak256 } from 'viem'
import { expect, test } from 'vitest'
import type { OrderWords } from './order-words.js'
import { type TaskIdParameters, taskId } from './task-id.js'

const order: OrderWords = {
  model: `0x${'11'.repeat(32)}`,
  author: `0x${'aa'.repeat(20)}`,
  authorBps: 500,
  prompt: `0x${'22'.repeat(32)}`,
  committeeSize: 5,
  share: 200n,
  roundTip: 7,
  minimumPlaces: 9,
  seed: 1,
  nonce: 3n,
}
const parameters = {
  chainId: 31337,
  consensus: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
  requester: '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
  order,
} as const

test('is the hash that viem computes', () => {
  const components = [
    { name: 'model', type: 'bytes32' },
    { name: 'author', type: 'address' },
    { name: 'authorBps', type: 'uint16' },
    { name: 'prompt', type: 'bytes32' },
    { name: 'committeeSize', type: 'uint8' },
    { name: 'share', type: 'uint64' },
    { name: 'roundTip', type: 'uint32' },
    { name: 'minimumPlaces', type: 'uint16' },
    { name: 'seed', type: 'uint8' },
    { name: 'nonce', type: 'uint64' },
  ] as const
  const { chainId, consensus, requester } = parameters
  const encoded = encodeAbiParameters(
    [
      { type: 'uint256' },
      { type: 'address' },
      { type: 'address' },
      { type: 'tuple', components },
    ],
    [BigInt(chainId), consensus, requester, order],
  )
  expect(taskId(parameters)).toBe(keccak256(encoded))
})

test.each<Partial<TaskIdParameters>>([
  { chainId: 1 },
  { consensus: parameters.requester },
  { requester: parameters.consensus },
])('depends on %o', (change) => {
  expect(taskId({ ...parameters, ...change })).not.toBe(taskId(parameters))
})

test.each<Partial<OrderWords>>([
  { model: order.prompt },
  { author: `0x${'bb'.repeat(20)}` },
  { authorBps: 501 },
  { prompt: order.model },
  { committeeSize: 7 },
  { share: 201n },
  { roundTip: 8 },
  { minimumPlaces: 10 },
  { seed: 0 },
  { nonce: 4n },
])('depends on the order’s %o', (change) => {
  const changed = { ...parameters, order: { ...order, ...change } }
  expect(taskId(changed)).not.toBe(taskId(parameters))
})

test('does not depend on the case of addresses', () => {
  const consensus =
    parameters.consensus.toLowerCase() as typeof parameters.consensus
  expect(taskId({ ...parameters, consensus })).toBe(taskId(parameters))
})
