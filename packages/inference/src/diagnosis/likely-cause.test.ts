import { expect, test } from 'vitest'
import type { Divergence } from './divergence.js'
import { type LikelyCause, likelyCause } from './likely-cause.js'

const token = { type: 'token', index: 4, mine: 1, agreed: 2 } as const
const text: Divergence = { type: 'text', index: 3 }
const end = (mine: string, agreed: string): Divergence => ({
  type: 'finish-reason',
  mine,
  agreed,
})

test.each<[string, Divergence, LikelyCause]>([
  [
    'other bits under the same tokens',
    { type: 'logits', step: 2 },
    'other-arithmetic',
  ],
  ['other bits, then another token', { ...token, step: 2 }, 'other-arithmetic'],
  ['another token from the same bits', token, 'other-decoding'],
  [
    'an end whose bits are unknown',
    { ...token, mine: undefined },
    'other-arithmetic',
  ],
  ['a later end', { ...token, agreed: undefined }, 'other-arithmetic'],
  ['another text of the same tokens', text, 'other-text'],
  ['a prompt too long here', end('prompt-too-long', 'stop'), 'other-text'],
  ['a prompt malformed there', end('stop', 'prompt-malformed'), 'other-text'],
  ['NaN here', end('non-finite-logits', 'stop'), 'other-arithmetic'],
  ['another limit', end('length', 'stop'), 'other-decoding'],
])('%s', (_, divergence, cause) => {
  const findings = { divergence, isRuntimePinned: true, isRepeatable: true }
  expect(likelyCause(findings)).toBe(cause)
  const unstable = { ...findings, isRepeatable: false }
  expect(likelyCause(unstable)).toBe('unstable-machine')
  const altered = { ...unstable, isRuntimePinned: false }
  expect(likelyCause(altered)).toBe('other-runtime')
})
