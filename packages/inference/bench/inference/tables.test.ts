import { expect, test } from 'vitest'
import {
  type BenchmarkReport,
  profileTable,
  table,
  tablesOf,
} from './tables.js'

const report: BenchmarkReport = {
  machine: { processor: 'A kind of processor', cores: '2' },
  ratios: { onnx: { 1: { decode: { 'onnxruntime-node': { '26m': 0.4 } } } } },
  goals: [
    { name: 'a', shape: '26m', bar: 1.2, unit: '×', value: 1.25, isMet: true },
    {
      name: 'b',
      shape: '26m',
      bar: 150,
      isUpper: true,
      unit: 'ms',
      value: 200.4,
      isMet: false,
    },
    { name: 'c', shape: '26m', bar: 1, unit: '×' },
  ],
  rows: [
    {
      shape: '26m',
      engine: 'onnx',
      threads: 1,
      decode: 40,
      prefill: 200.6,
      firstToken: 20,
      firstTokenCold: 40,
      generate: 3000,
      verify: 2000,
      modelBytes: 2 ** 20,
      memory: { resident: 3 * 2 ** 20, peak: 4 * 2 ** 20 },
      load: 100,
    },
    { shape: '26m', engine: 'wllama', threads: 1, absent: 'no | network' },
  ],
}

const cells = (text = '') =>
  text.split('\n').map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )

test('goals say what was asked, what came, and which were missed', () => {
  const rows = cells(tablesOf(report)['inference-goals']).slice(2)
  expect(rows).toEqual([
    ['a', '26m', '≥ 1.2 ×', '1.25 ×', 'met'],
    ['b', '26m', '≤ 150 ms', '200 ms', '**missed**'],
    ['c', '26m', '≥ 1 ×', '–', 'not measured'],
  ])
})

test('an engine that is absent keeps its row, with the reason', () => {
  const rows = cells(tablesOf(report)['inference-speed']).slice(2)
  expect(rows[0]?.slice(2)).toEqual([
    '1',
    '40.0',
    '201',
    '20',
    '40',
    '3000',
    '2000',
  ])
  expect(rows[1]?.[3]).toBe('absent: no \\| network')
})

test('ratios and memory are of those that ran', () => {
  const tables = tablesOf(report)
  expect(cells(tables['inference-ratios']).slice(2)).toEqual([
    ['26m', 'SDK: ONNX Runtime Web, WASM', '1', '0.40', '–', '–', '–'],
  ])
  expect(cells(tables['inference-memory']).slice(2)).toEqual([
    [
      '26m',
      'SDK: ONNX Runtime Web, WASM',
      '1',
      '3',
      '3.00',
      '4',
      '–',
      '–',
      '100',
    ],
  ])
})

test('columns are as wide as their widest cell', () => {
  expect(table(['a', 'wide'], [['long one', 1]])).toBe(
    '| a        | wide |\n|----------|------|\n| long one | 1    |',
  )
})

test('a profile has a row for each function', () => {
  const functions = [{ name: 'wasm: dot/multiplyOne', share: 0.654 }]
  const text = profileTable([{ shape: '26m', phase: 'decode', functions }])
  expect(cells(text)[2]).toEqual([
    '26m',
    'decode',
    '`wasm: dot/multiplyOne`',
    '65.4 %',
  ])
})
