import { InvalidArgumentError } from '@aichain/base'
import { createClient, custom } from 'viem'
import { expect, test } from 'vitest'
import { checkDeployment } from './check-deployment.js'
import { viemChainReader } from './viem-chain.js'

const deployment = {
  chainId: 31337,
  consensus: '0xd8da6bf26964af9d7eed9e03e53415d37aa96045',
  modelRegistry: `0x${'22'.repeat(20)}`,
  fromBlock: 0n,
} as const

test.each([
  {},
  // Lower case, or with its checksum.
  { consensus: '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045' },
  { fromBlock: 10n ** 12n },
] as const)('takes what may be a deployment: %o', (change) => {
  expect(() => checkDeployment({ ...deployment, ...change })).not.toThrow()
})

test.each([
  ['consensus', '0x1234', '0x and 40 hexadecimal digits'],
  ['consensus', '', '0x and 40 hexadecimal digits'],
  ['consensus', undefined, '0x and 40 hexadecimal digits'],
  ['modelRegistry', 7, '0x and 40 hexadecimal digits'],
  ['modelRegistry', '22'.repeat(20), '0x and 40 hexadecimal digits'],
  ['consensus', `0x${'00'.repeat(20)}`, 'the address of a contract'],
  [
    'consensus',
    '0xD8da6BF26964aF9D7eEd9e03E53415D37aA96045',
    'capital letters fit its checksum',
  ],
  ['modelRegistry', deployment.consensus, 'another contract than'],
  ['chainId', 0, 'the number of a chain'],
  ['chainId', '1', 'the number of a chain'],
  ['chainId', 1n, 'the number of a chain'],
  ['fromBlock', 5, 'as a bigint'],
  ['fromBlock', '0', 'as a bigint'],
  ['fromBlock', -1n, 'as a bigint'],
])('refuses %s: %o, with the field’s name', (field, value, expected) => {
  const wrong = { ...deployment, [field]: value } as typeof deployment
  const check = () => checkDeployment(wrong)
  expect(check).toThrow(InvalidArgumentError)
  expect(check).toThrow(`deployment.${field}`)
  expect(check).toThrow(expected)
})

test('a reader is not even made for such a deployment', () => {
  const request = () => Promise.reject(new Error('never asked'))
  const client = createClient({ transport: custom({ request }) })
  const wrong = { ...deployment, consensus: '0x1234' } as const
  expect(() => viemChainReader({ client, deployment: wrong })).toThrow(
    InvalidArgumentError,
  )
})
