import { expect, test } from 'vitest'
import { exampleReceipt } from '../../../test/example-receipt.js'
import { encodeReceipt, parseReceipt, type Receipt } from './receipt.js'

test('parseReceipt undoes encodeReceipt', () => {
  const { receipt } = exampleReceipt()
  expect(parseReceipt(encodeReceipt(receipt))).toEqual({
    ok: true,
    value: receipt,
  })
})

test.each([
  [{ fee: '1.5' }, 'fee: must be decimal digits, not "1.5"'],
  [{ fee: 5 }, 'fee: must be decimal digits, not 5'],
  [{ nonce: '01' }, 'nonce: must be decimal digits'],
  [{ output: 'x' }, 'output: must be a raw CIDv1'],
  [{ requester: '0x00' }, 'requester: must be 20 bytes'],
  [{ members: [] }, 'members: must have at least 1 element'],
  [{ committeeSize: 16 }, 'committeeSize: must be'],
  [{ signature: '0x' }, 'has the unknown key "signature"'],
])('refuses %j: %s', (change, reason) => {
  const receipt = { ...exampleReceipt().receipt, ...change } as Receipt
  expect(parseReceipt(encodeReceipt(receipt))).toEqual({
    ok: false,
    reason: expect.stringContaining(reason),
  })
})

test('survives plain JSON', () => {
  const { receipt } = exampleReceipt()
  expect(JSON.parse(JSON.stringify(receipt))).toEqual(receipt)
})
