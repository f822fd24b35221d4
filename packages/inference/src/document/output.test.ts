import { expect, test } from 'vitest'
import {
  encodeGeneration,
  encodeOutput,
  generationDigest,
  type Output,
  parseOutput,
} from './output.js'

const model = 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'
const folder = 'bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354'

const answer: Output = {
  type: 'aichain/output/1',
  model,
  prompt: model,
  finishReason: 'stop',
  text: 'Paris.',
  tokens: [417, 13],
}
const failure: Output = {
  type: 'aichain/output/1',
  model,
  prompt: model,
  finishReason: 'error',
  error: 'prompt-too-long',
}

test('parseOutput undoes encodeOutput', () => {
  for (const value of [answer, failure])
    expect(parseOutput(encodeOutput(value))).toEqual({ ok: true, value })
})

test.each([
  [{ ...answer, finishReason: 'tired' }, 'finishReason: must be'],
  [{ ...answer, text: undefined }, 'lacks "text"'],
  [{ ...answer, tokens: [-1] }, 'tokens[0]: must be'],
  [{ ...answer, error: 'prompt-too-long' }, 'unknown key "error"'],
  [{ ...answer, model: folder }, 'model: must be a raw CIDv1'],
  [{ ...answer, prompt: 'Qm' }, 'prompt: must be a raw CIDv1'],
  [{ ...failure, error: 'bored' }, 'error: must be'],
  [{ ...failure, text: '' }, 'unknown key "text"'],
  [{ ...answer, node: 3 }, 'unknown key "node"'],
])('refuses %j: %s', (value, reason) => {
  expect(parseOutput(encodeOutput(value as Output))).toEqual({
    ok: false,
    reason: expect.stringContaining(reason),
  })
})

test('refuses what is no document', () => {
  expect(parseOutput(new TextEncoder().encode('Paris.')).ok).toBe(false)
  expect(parseOutput(new TextEncoder().encode('"Paris."'))).toEqual({
    ok: false,
    reason: 'must be an object',
  })
})

test('a generation has one byte form and one digest', () => {
  const generation = { finishReason: 'stop', text: 'a', tokens: [1] } as const
  const bytes = encodeGeneration(generation)
  expect(new TextDecoder().decode(bytes)).toBe(
    '{"finishReason":"stop","text":"a","tokens":[1]}',
  )
  // sha256sum of the line above
  expect(generationDigest(generation)).toBe(
    '0x49bd28b3b44150f5745bc46dc8e27770c26cd2e08a4b0de6a4f4fca9ed8ef1e3',
  )
})
