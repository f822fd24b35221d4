// Draws the vectors of the sampler `seeded/1` on whatever runs this.
//
//   npm run sampling -w @aichain/inference              prints one line
//   npm run sampling -w @aichain/inference -- --write   writes the vectors anew
import { readFile, writeFile } from 'node:fs/promises'
import * as core from '@aichain/inference'
import { runSampling, type SamplingVector, scoresOf } from './sampling.js'

const file = new URL('sampling.json', import.meta.url)

const usual = { temperature: '0.7', topK: 40, topP: '0.95' }
const everything = { temperature: '1', topK: 1_000_000, topP: '1' }
const largest = 3.4028234663852886e38
const smallest = 1.401298464324817e-45

const cases: readonly [string, SamplingVector['scores'], core.SamplingRules][] =
  [
    ['a choice of three', [1, 3, 2], everything],
    ['usual settings', [1, 3, 2, 2.5, -4, 3], usual],
    ['ties', [2, 2, 2, 2, 1], everything],
    ['ties at the edge of topK', [1, 2, 2, 2, 1], { ...everything, topK: 2 }],
    ['zeros of both signs', [-0, 0, -0, 0], everything],
    ['one candidate', [7], everything],
    ['topK 1', [1, 3, 3, 2], { ...everything, topK: 1 }],
    ['a tiny topP', [1, 3, 3, 2], { ...everything, topP: '0.000000000000001' }],
    ['half of two equals', [3, 3, -9], { ...everything, topP: '0.5' }],
    [
      'little more than half',
      [3, 3, -9],
      { ...everything, topP: '0.50000001' },
    ],
    [
      'a tiny temperature',
      [1, 1.0000001192092896, 1],
      { ...everything, temperature: '0.000000000000001' },
    ],
    [
      'a huge temperature',
      [1, 2, 3, 4, 5, -6, 7, 8],
      { ...everything, temperature: '99999999999999999' },
    ],
    ['the largest scores', [largest, -largest, largest], everything],
    ['the smallest scores', [smallest, 0, -smallest, smallest], everything],
    ['a thousand', { start: 1, count: 1000 }, everything],
    ['a thousand, usual', { start: 2, count: 1000 }, usual],
    [
      'a thousand, cold',
      { start: 3, count: 1000 },
      { ...usual, temperature: '0.2' },
    ],
    [
      'a thousand, hot',
      { start: 4, count: 1000 },
      { temperature: '3', topK: 500, topP: '0.9' },
    ],
    ['a large vocabulary', { start: 5, count: 151_936 }, usual],
    ['all of a large vocabulary', { start: 6, count: 151_936 }, everything],
  ]

function makeVectors(): SamplingVector[] {
  return cases.map(([name, scores, sampling]) => {
    const seed = core.digestOf(new TextEncoder().encode(name))
    const isLarge = 'count' in scores && scores.count > 1000
    const tokens = Array.from({ length: isLarge ? 4 : 12 }, (_, index) => {
      return drawn(scores, { sampling, seed, index })
    })
    // JSON has no -0, and the sampler makes no difference.
    const plain = 'count' in scores ? scores : scores.map((score) => score + 0)
    return { name, scores: plain, sampling, seed, tokens }
  })
}

function drawn(scores: SamplingVector['scores'], draw: core.SeededDraw) {
  const token = core.seededChoice(scoresOf(scores), draw)
  if (token === undefined) throw new TypeError('scores that are not finite')
  return token
}

if (process.argv.includes('--write')) {
  const lines = makeVectors().map((vector) => JSON.stringify(vector))
  await writeFile(file, `[\n${lines.join(',\n')}\n]\n`)
}
const vectors = JSON.parse(await readFile(file, 'utf8'))
const { differing, digest, count } = runSampling(core, vectors)
const verdict = differing.length === 0 ? 'all as expected' : `not: ${differing}`
process.stdout.write(`${count} tokens, ${verdict}, digest ${digest}\n`)
if (differing.length > 0) process.exitCode = 1
