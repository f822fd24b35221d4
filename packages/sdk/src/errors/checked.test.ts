import { InvalidArgumentError } from '@aichain/base'
import { expect, test } from 'vitest'
import { checked } from './checked.js'

test('gives the value, or says what is wrong with which argument', () => {
  expect(checked({ ok: true, value: 7 }, 'order')).toBe(7)
  const bad = () => checked({ ok: false, reason: 'too much' }, 'order', 9)
  expect(bad).toThrow(InvalidArgumentError)
  expect(bad).toThrow("'order' must be what the contract can hold (too much).")
})
