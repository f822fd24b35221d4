import { expect, test } from 'vitest'
import type { EngineName } from './engines/index.js'
import { judge } from './goals.js'
import type { Row } from './summary.js'

const row = (
  engine: EngineName,
  threads: number,
  figures: Partial<Row>,
): Row => ({
  shape: '26m',
  engine,
  threads,
  modelBytes: 100,
  memory: { resident: 130, peak: 500 },
  ...figures,
})

const natives = [
  row('onnxruntime-node', 1, { decode: 100, prefill: 1000 }),
  row('llama.cpp', 1, { decode: 120, prefill: 900 }),
]
const fast = { firstToken: 150, generate: 140, verify: 100 }
const reached = [
  ...natives,
  row('onnx', 1, { decode: 40, prefill: 1 }),
  row('integer', 1, { decode: 120, prefill: 250, ...fast }),
  row('integer', 2, { decode: 162, prefill: 338 }),
]

test('a goal is met at its very bar', () => {
  const verdicts = judge(reached, ['26m'])
  expect(verdicts).toHaveLength(9)
  expect(verdicts.filter(({ isMet }) => isMet !== true)).toEqual([])
})

test.each<[EngineName, Partial<Row>, number]>([
  ['onnx', { decode: 39.9 }, 1],
  ['integer', { decode: 119, prefill: 250, ...fast }, 2],
  ['integer', { decode: 120, prefill: 249, ...fast }, 1],
  ['integer', { decode: 120, prefill: 250, ...fast, firstToken: 151 }, 1],
  ['integer', { decode: 120, prefill: 250, ...fast, generate: 139 }, 1],
])('%s with %j misses', (engine, figures, count) => {
  const slower = row(engine, 1, figures)
  const rows = reached.map((old) =>
    old.engine === engine && old.threads === 1 ? slower : old,
  )
  const missed = judge(rows, ['26m']).filter(({ isMet }) => isMet === false)
  expect(missed).toHaveLength(count)
})

test('two threads that gain too little, and too much memory, miss', () => {
  const rows = [
    ...reached.slice(0, -2),
    row('integer', 1, {
      decode: 120,
      prefill: 250,
      ...fast,
      memory: { resident: 131 },
    }),
    row('integer', 2, { decode: 161, prefill: 337 }),
  ]
  const missed = judge(rows, ['26m']).filter(({ isMet }) => isMet === false)
  expect(missed.map(({ name }) => name)).toEqual([
    'integer engine decodes with two threads, against one',
    'integer engine prefills with two threads, against one',
    'integer engine: memory, against the model file',
  ])
})

test('what was not measured is neither met nor missed', () => {
  const verdicts = judge(natives, ['26m', '135m'])
  expect(verdicts).toHaveLength(17)
  for (const verdict of verdicts) expect(verdict.isMet).toBeUndefined()
})
