import { expect, it } from 'vitest'
import { fetchFailure } from './fetch-failure.js'

it('tells the code of the cause, where there is one', () => {
  const cause = Object.assign(new Error(), { code: 'ECONNREFUSED' })
  const hidden = new TypeError('fetch failed', { cause })
  expect(fetchFailure(hidden)).toBe('fetch failed (ECONNREFUSED)')
  expect(fetchFailure(new TypeError('terminated'))).toBe('terminated')
  const wordless = new TypeError('fetch failed', { cause: new Error('x') })
  expect(fetchFailure(wordless)).toBe('fetch failed')
})
