import { cidOf, digestOf } from '@aichain/base'
import { expect, test } from 'vitest'
import { outputWord, UNAVAILABLE, votedOutput } from './unavailable.js'

test('a vote is an output, or says that the prompt could not be fetched', () => {
  const bytes = new Uint8Array([1])
  expect(votedOutput(digestOf(bytes))).toBe(cidOf(bytes))
  expect(votedOutput(UNAVAILABLE)).toBe('unavailable')
  for (const word of [digestOf(bytes), UNAVAILABLE])
    expect(outputWord(votedOutput(word))).toBe(word)
})
