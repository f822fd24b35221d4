import { expect, test } from 'vitest'
import type { DecodingRules } from '../../../document/manifest.js'
import { seededChoice } from '../../../sampling/seeded-choice.js'
import { tokenChoice } from './token-choice.js'

const greedy: DecodingRules = {
  sampler: 'greedy/1',
  ties: 'lowest-id',
  nonFinite: 'reject',
  repetitionPenalty: '1',
  endOfSequence: [9],
  contextLimit: 100,
  maxNewTokens: 4,
  maxPromptBytes: 200,
}
const sampling = { temperature: '1', topK: 40, topP: '1' }
const seeded: DecodingRules = { ...greedy, sampler: 'seeded/1', sampling }

const seed = `0x${'11'.repeat(32)}` as const
const flat = () => new Float32Array(50)

test('greedy choice needs no seed, and ignores one', () => {
  const scores = [1, 3, 2]
  for (const given of [undefined, seed]) {
    const choose = tokenChoice(greedy, [], given)
    expect(choose(Float32Array.from(scores))).toBe(1)
  }
})

test('a sampler without a seed is an error of its own', () => {
  expect(() => tokenChoice(seeded, [], undefined)).toThrow(
    expect.objectContaining({ code: 'seed-missing' }),
  )
})

test('each token is drawn by its place', () => {
  const choose = tokenChoice(seeded, [], seed)
  const tokens = Array.from({ length: 10 }, () => choose(flat()))
  expect(tokens).toEqual(
    tokens.map((_, index) => seededChoice(flat(), { sampling, seed, index })),
  )
  expect(new Set(tokens).size).toBeGreaterThan(5)
})

test('what was read or drawn is penalised before the draw', () => {
  const rules = { ...seeded, repetitionPenalty: '1000' }
  const scores = () => Float32Array.of(30, 30, 30, 30)
  const choose = tokenChoice(rules, [2], seed)
  const tokens = [choose(scores()), choose(scores()), choose(scores())]
  expect(tokens.sort()).toEqual([0, 1, 3])
})

test('scores that are not finite, or become so, are no basis', () => {
  const choose = tokenChoice(seeded, [], seed)
  expect(choose(Float32Array.of(1, Number.NaN))).toBeUndefined()
  const harsh = tokenChoice({ ...seeded, repetitionPenalty: '10' }, [0], seed)
  expect(harsh(Float32Array.of(-3e38, 1))).toBeUndefined()
})
