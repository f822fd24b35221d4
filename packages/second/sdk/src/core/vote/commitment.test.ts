import { encodeAbiParameters, keccak256 } from 'viem'
import { expect, test } from 'vitest'
import { commitment } from './commitment.js'

const parameters = {
  task: `0x${'11'.repeat(32)}`,
  seat: 3,
  output: `0x${'22'.repeat(32)}`,
  salt: `0x${'33'.repeat(32)}`,
} as const

test('is the hash that viem computes', () => {
  const { task, seat, output, salt } = parameters
  const encoded = encodeAbiParameters(
    [
      { type: 'bytes32' },
      { type: 'uint16' },
      { type: 'bytes32' },
      { type: 'bytes32' },
    ],
    [task, seat, output, salt],
  )
  expect(commitment(parameters)).toBe(keccak256(encoded))
})

test.each([
  { task: parameters.salt },
  { seat: 4 },
  { output: parameters.salt },
  { salt: parameters.output },
])('depends on %j', (change) => {
  expect(commitment({ ...parameters, ...change })).not.toBe(
    commitment(parameters),
  )
})
