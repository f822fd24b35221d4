import { expect, test } from 'vitest'
import { digestOf, findDifference, findMissing } from './compare.js'

const digest = (digit: string) => `0x${digit.repeat(64)}`
const digests = { generation: digest('1'), logits: digest('2') }
const expected = { llama: { hello: digests } }
const result = { model: 'llama', prompt: 'hello', ...digests }

test('one digest covers the answer and the logits', () => {
  const other = { ...digests, logits: digest('3') }
  const another = { ...digests, generation: digest('3') }
  const all = [digests, other, another].map(digestOf)
  expect(new Set(all).size).toBe(3)
  expect(digestOf({ ...result })).toBe(digestOf(digests))
})

test('what is no digest has none', () => {
  const nothing = { ...digests, logits: 'undefined' }
  expect(() => digestOf(nothing)).toThrow('no digest: undefined')
})

test('agrees only where both parts do', () => {
  expect(findDifference(expected, result)).toBeUndefined()
  expect(findDifference(expected, { ...result, logits: digest('3') })).toMatch(
    /^llama, “hello”: 0x\w{64}, not 0x\w{64} \(the same text from other logits\)$/,
  )
  expect(
    findDifference(expected, { ...result, generation: digest('3') }),
  ).toMatch(/\(another answer\)$/)
})

test.each(['model', 'prompt'])('does not pass over an unknown %s', (field) => {
  expect(findDifference(expected, { ...result, [field]: 'new' })).toContain(
    'nothing to compare with',
  )
})

test('a row that ends early is seen', () => {
  const wanted = [result, { model: 'llama', prompt: 'bye' }]
  expect(findMissing(wanted, wanted)).toBeUndefined()
  expect(findMissing(wanted, [result])).toBe('did not run llama, “bye”')
})
