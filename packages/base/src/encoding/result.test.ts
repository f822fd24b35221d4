import { expect, test } from 'vitest'
import { accept, refuse } from './result.js'

test('says whether a value was accepted', () => {
  expect(accept(1)).toEqual({ ok: true, value: 1 })
  expect(refuse('too long')).toEqual({ ok: false, reason: 'too long' })
})
