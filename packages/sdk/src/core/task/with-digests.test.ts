import { cidOf, digestOf } from '@aichain/base'
import { expect, test } from 'vitest'
import { withDigests } from './with-digests.js'

test('an order goes to the contracts with digests, and else as it is', () => {
  const [model, prompt] = [new Uint8Array([1]), new Uint8Array([2])]
  const rest = { committeeSize: 3, fee: 5n, nonce: 7n }
  const order = { model: cidOf(model), prompt: cidOf(prompt), ...rest }
  expect(withDigests(order)).toEqual({
    model: digestOf(model),
    prompt: digestOf(prompt),
    ...rest,
  })
})
