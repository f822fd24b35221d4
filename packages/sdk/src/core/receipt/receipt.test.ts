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
  [
    { order: { share: '1.5' } },
    'order.share: must be decimal digits, not "1.5"',
  ],
  [{ order: { share: 5 } }, 'order.share: must be decimal digits, not 5'],
  [{ order: { nonce: '01' } }, 'order.nonce: must be decimal digits'],
  [{ order: { seed: 'none' } }, 'order.seed: must be'],
  [{ order: { committeeSize: 16 } }, 'order.committeeSize: must be'],
  [{ parameters: { unit: '0' } }, 'parameters.unit: must be positive'],
  [{ appealable: 1 }, 'appealable: must be true or false'],
  [{ output: 'x' }, 'output: must be a raw CIDv1'],
  [{ requester: '0x00' }, 'requester: must be 20 bytes'],
  [{ members: [] }, 'members: must have at least 1 element'],
  [{ signature: '0x' }, 'has the unknown key "signature"'],
])('refuses %j: %s', (change, reason) => {
  const { receipt: whole } = exampleReceipt()
  const { order, parameters, ...rest } = change as Partial<Receipt>
  const receipt = {
    ...whole,
    ...rest,
    order: { ...whole.order, ...order },
    parameters: { ...whole.parameters, ...parameters },
  } as Receipt
  expect(parseReceipt(encodeReceipt(receipt))).toEqual({
    ok: false,
    reason: expect.stringContaining(reason),
  })
})

test('survives plain JSON', () => {
  const { receipt } = exampleReceipt()
  expect(JSON.parse(JSON.stringify(receipt))).toEqual(receipt)
})
