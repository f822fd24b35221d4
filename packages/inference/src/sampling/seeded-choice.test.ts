import { readFileSync } from 'node:fs'
import { bytesToHex, digestOf } from '@aichain/base'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../base/test/seeded-random.js'
import {
  generatedScores,
  runSampling,
} from '../../test/determinism/sampling.js'
import type { SamplingRules } from '../document/manifest.js'
import { seededChoice } from './seeded-choice.js'

const everything: SamplingRules = { temperature: '1', topK: 1e6, topP: '1' }
const usual: SamplingRules = { temperature: '0.7', topK: 40, topP: '0.95' }

const seedOf = (number: number) =>
  digestOf(new TextEncoder().encode(`seed ${number}`))

function choose(
  scores: Float32Array | number[],
  rules: Partial<SamplingRules> = {},
  { seed = seedOf(0), index = 0 } = {},
) {
  const sampling = { ...everything, ...rules }
  return seededChoice(Float32Array.from(scores), { sampling, seed, index })
}

/** The highest score, the lowest id on ties. */
const greedy = (scores: Float32Array) => scores.indexOf(Math.max(...scores))

/** Rows of every kind: few and many tokens, ties, near-ties, wide and narrow. */
function* rows(count: number, seed: number): Generator<Float32Array> {
  const random = seededRandom(seed)
  for (let row = 0; row < count; row += 1) {
    const length = 1 + random.below(50)
    const step = random.pick([2 ** -20, 0.125, 1, 50])
    const levels = random.pick([2, 7, 1000])
    yield Float32Array.from(
      { length },
      () => step * (random.below(levels) - levels / 2),
    )
  }
}

test('the vectors come out, in this engine too', () => {
  const file = new URL('../../test/determinism/sampling.json', import.meta.url)
  const vectors = JSON.parse(readFileSync(file, 'utf8'))
  expect(vectors.length).toBeGreaterThan(15)
  const { differing, count } = runSampling({ seededChoice, digestOf }, vectors)
  expect(differing).toEqual([])
  expect(count).toBeGreaterThan(200)
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  'rejects %d anywhere, and nothing at all',
  (score) => {
    expect(choose([score, 1])).toBeUndefined()
    expect(choose([2, score])).toBeUndefined()
    expect(choose([])).toBeUndefined()
  },
)

test.each<[string, Partial<SamplingRules>]>([
  ['topK 1', { topK: 1 }],
  ['a tiny topP', { topP: '0.000000000000001' }],
  ['a tiny temperature', { temperature: '0.000000000000001' }],
])('%s chooses greedily', (name, rules) => {
  for (const [index, scores] of [...rows(500, 11)].entries()) {
    const isTied = scores.filter((s) => s === Math.max(...scores)).length > 1
    // Of equals, a temperature cannot prefer one.
    if (name === 'a tiny temperature' && isTied) continue
    expect(choose(scores, rules, { seed: seedOf(index) })).toBe(greedy(scores))
  }
})

test('among tied best, a tiny temperature draws any of them and no other', () => {
  const drawn = new Set<number | undefined>()
  for (let index = 0; index < 100; index += 1) {
    const scores = [4, 5, 4.999, 5, 5]
    drawn.add(choose(scores, { temperature: '0.000001' }, { index }))
  }
  expect([...drawn].sort()).toEqual([1, 3, 4])
})

test('always draws one of the topK best', () => {
  for (const [index, scores] of [...rows(500, 12)].entries()) {
    const topK = 1 + (index % 7)
    const best = [...scores.keys()]
      .sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b)
      .slice(0, topK)
    const token = choose(scores, { topK }, { index })
    expect(best).toContain(token)
  }
})

test('topP keeps the fewest that reach it', () => {
  const equal = [3, 3, 3, 3]
  const kept = (topP: string) => {
    const drawn = Array.from({ length: 200 }, (_, index) =>
      choose(equal, { topP }, { index }),
    )
    return new Set(drawn).size
  }
  expect(kept('0.25')).toBe(1)
  expect(kept('0.250000000000001')).toBe(2)
  expect(kept('0.5')).toBe(2)
  expect(kept('0.75')).toBe(3)
  expect(kept('0.750000001')).toBe(4)
  expect(kept('1')).toBe(4)
})

test('seed and index each change the draws, equal ones repeat them', () => {
  const scores = generatedScores({ start: 9, count: 500 })
  const rules = { temperature: '4' }
  const draws = (seed: number) =>
    Array.from({ length: 40 }, (_, index) =>
      choose(scores, rules, { seed: seedOf(seed), index }),
    )
  expect(draws(1)).toEqual(draws(1))
  expect(draws(1)).not.toEqual(draws(2))
  expect(new Set(draws(1)).size).toBeGreaterThan(20)
})

test('leaves the scores as they were', () => {
  const scores = Float32Array.of(1, 2, 3)
  seededChoice(scores, { sampling: usual, seed: seedOf(1), index: 0 })
  expect([...scores]).toEqual([1, 2, 3])
})

const DRAWS = 8000

/** How often each token is drawn, over a fixed list of seeds. */
function countDraws(scores: Float32Array, rules: Partial<SamplingRules>) {
  const counts = new Array<number>(scores.length).fill(0)
  for (let index = 0; index < DRAWS; index += 1) {
    const seed = bytesToHex(seededRandom(index).bytes(32))
    const token = choose(scores, rules, { seed, index }) as number
    counts[token] = (counts[token] as number) + 1
  }
  return counts
}

function softmax(scores: Float32Array, temperature: number): number[] {
  const best = Math.max(...scores)
  const powers = [...scores].map((s) => Math.exp((s - best) / temperature))
  const sum = powers.reduce((total, power) => total + power)
  return powers.map((power) => power / sum)
}

/** Pearson's statistic over the tokens that are expected five times or more. */
function chiSquare(counts: readonly number[], shares: readonly number[]) {
  const common = shares.flatMap((share, token) =>
    share * DRAWS >= 5 ? [{ expected: share * DRAWS, token }] : [],
  )
  const statistic = common.reduce((sum, { expected, token }) => {
    const excess = (counts[token] as number) - expected
    return sum + excess ** 2 / expected
  }, 0)
  return { statistic, cells: common.length }
}

test.each([0.5, 1, 2, 1e15])(
  'draws as softmax at temperature %d says',
  (temperature) => {
    const scores = Float32Array.from(
      { length: 24 },
      (_, token) => ((token * 7) % 24) / 4,
    )
    const counts = countDraws(scores, { temperature: `${temperature}` })
    const shares = softmax(scores, temperature)
    const { statistic, cells } = chiSquare(counts, shares)
    expect(cells).toBeGreaterThan(8)
    // Five standard deviations above its mean; the seeds are fixed.
    expect(statistic).toBeLessThan(cells + 5 * Math.sqrt(2 * cells))
    const wrong = softmax(scores, temperature > 100 ? 4 : temperature * 1.2)
    expect(chiSquare(counts, wrong).statistic).toBeGreaterThan(
      cells + 5 * Math.sqrt(2 * cells),
    )
  },
)
