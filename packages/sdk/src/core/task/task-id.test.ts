import { encodeAbiParameters, keccak256 } from 'viem'
import { expect, test } from 'vitest'
import { type TaskIdParameters, taskId } from './task-id.js'

const parameters = {
  chainId: 31337,
  consensus: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
  requester: '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
  nonce: 3n,
  model: `0x${'11'.repeat(32)}`,
  prompt: `0x${'22'.repeat(32)}`,
  committeeSize: 5,
} as const

test('is the hash that viem computes', () => {
  const types = [
    'uint256',
    'address',
    'address',
    'uint64',
    'bytes32',
    'bytes32',
    'uint8',
  ]
  const { chainId, consensus, requester, nonce, model, prompt, committeeSize } =
    parameters
  const encoded = encodeAbiParameters(
    types.map((type) => ({ type })),
    [
      BigInt(chainId),
      consensus,
      requester,
      nonce,
      model,
      prompt,
      committeeSize,
    ],
  )
  expect(taskId(parameters)).toBe(keccak256(encoded))
})

test.each<Partial<TaskIdParameters>>([
  { chainId: 1 },
  { consensus: parameters.requester },
  { requester: parameters.consensus },
  { nonce: 4n },
  { model: parameters.prompt },
  { prompt: parameters.model },
  { committeeSize: 7 },
])('depends on %o', (change) => {
  expect(taskId({ ...parameters, ...change })).not.toBe(taskId(parameters))
})

test('does not depend on the case of addresses', () => {
  const consensus =
    parameters.consensus.toLowerCase() as typeof parameters.consensus
  expect(taskId({ ...parameters, consensus })).toBe(taskId(parameters))
})
