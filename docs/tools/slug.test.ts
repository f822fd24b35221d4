import { expect, test } from 'vitest'
import { slug } from './slug.js'

test.each([
  ['What it does not promise', 'what-it-does-not-promise'],
  ['10. Verifying', '10-verifying'],
  ['The arithmetic, `w8a12/1`', 'the-arithmetic-w8a121'],
])('%s has the anchor %s', (heading, anchor) => {
  expect(slug(heading)).toBe(anchor)
})
