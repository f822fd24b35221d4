import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { idempotencyNonce } from './idempotency-nonce.js'

const account = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'

test('is the beginning of a hash of the key, in a domain of its own', () => {
  const expected = createHash('sha256')
    .update(`aichain/idempotency-key/1 ${account} turn 3`)
    .digest()
    .readBigUInt64BE()
  expect(idempotencyNonce({ account, key: 'turn 3' })).toBe(expected)
})

test('does not depend on how the account is written', () => {
  const written = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
  expect(idempotencyNonce({ account: written, key: 'a' })).toBe(
    idempotencyNonce({ account, key: 'a' }),
  )
})

test.each([
  [{ account, key: 'b' }],
  [{ account: `0x${'00'.repeat(20)}`, key: 'a' }],
  [{ account, key: '' }],
] as const)('differs for %o', (other) => {
  expect(idempotencyNonce(other)).not.toBe(
    idempotencyNonce({ account, key: 'a' }),
  )
})

test('fits into 64 bits', () => {
  for (let index = 0; index < 100; index += 1) {
    const nonce = idempotencyNonce({ account, key: `key ${index}` })
    expect(BigInt.asUintN(64, nonce)).toBe(nonce)
  }
})
