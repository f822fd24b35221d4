import { expect, test } from 'vitest'
import type { EngineName } from './engines/index.js'
import type { Figures } from './measured-task.js'
import { median, ratiosOf, summarise } from './summary.js'

/** A machine of which others have the half. */
const rates = (list: readonly number[]) =>
  list.map((clock) => ({ clock, processor: 2 * clock }))

const round = (
  decode: readonly number[],
  prefill: readonly number[] = [400],
): Figures => ({
  decode: rates(decode),
  prefill: rates(prefill),
  firstToken: [20],
  firstTokenCold: 40,
  load: 100,
  verification: [],
  memory: { resident: 1000, peak: 2000 },
  tokens: [7, 8],
})
const place = {
  shape: '26m',
  engine: 'onnx',
  threads: 1,
  modelBytes: 500,
} as const

test('the median is the middle, or between the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([10, 9, 1, 100])).toBe(9.5)
  expect(median([])).toBeUndefined()
})

test('a row holds the medians over all rounds, and how far they spread', () => {
  const row = summarise(place, [round([10, 12]), round([90, 11]), round([11])])
  expect(row).toMatchObject({
    ...place,
    decode: 11,
    prefill: 400,
    decodeProcessor: 22,
    prefillProcessor: 800,
    firstTokenCold: 40,
    memory: { resident: 1000, peak: 2000, webAssembly: undefined },
    tokens: [7, 8],
    spread: { decode: { lowest: 10, highest: 90 } },
  })
  expect(row.verify).toBeUndefined()
})

test('ratios are against the native engine with as many threads', () => {
  const row = (
    engine: EngineName,
    threads: number,
    decode: number,
    prefill: number,
  ) => summarise({ ...place, engine, threads }, [round([decode], [prefill])])
  const rows = [
    row('onnxruntime-node', 1, 100, 1000),
    row('onnxruntime-node', 2, 150, 2000),
    row('llama.cpp', 1, 80, 500),
    row('integer', 1, 120, 250),
    row('integer', 2, 180, 500),
  ]
  expect(ratiosOf(rows).integer).toEqual({
    1: {
      decode: {
        'onnxruntime-node': { '26m': 1.2 },
        'llama.cpp': { '26m': 1.5 },
      },
      prefill: {
        'onnxruntime-node': { '26m': 0.25 },
        'llama.cpp': { '26m': 0.5 },
      },
    },
    2: {
      decode: { 'onnxruntime-node': { '26m': 1.2 } },
      prefill: { 'onnxruntime-node': { '26m': 0.25 } },
    },
  })
  expect(ratiosOf(rows)['onnxruntime-node']?.[2]).toBeUndefined()
})

test('an absent engine has no ratios, and none are against it', () => {
  const absent = {
    ...place,
    engine: 'onnxruntime-node',
    absent: 'no network',
  } as const
  expect(ratiosOf([absent, summarise(place, [round([10])])])).toEqual({})
})
