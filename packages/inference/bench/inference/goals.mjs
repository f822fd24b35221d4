import { find, LLAMA, NATIVE } from './summary.mjs'

/**
 * @typedef {object} Goal
 * @property {string} name
 * @property {number} bar
 * @property {boolean} [isUpper] - Less is better.
 * @property {string} [unit]
 * @property {readonly string[]} [shapes] - Default: all.
 * @property {(rows: readonly import('./summary.mjs').Row[], shape: string) => number | undefined} value
 *
 * @typedef {{ name: string, shape: string, bar: number, isUpper: boolean, unit: string, value?: number, isMet?: boolean }} Verdict
 */

const one = (rows, shape, engine, threads = 1) =>
  find(rows, { shape, engine, threads })

/** Speed of one engine by that of another, one thread each. */
const against = (engine, native, phase) => (rows, shape) =>
  divide(one(rows, shape, engine)?.[phase], one(rows, shape, native)?.[phase])

const twoThreads = (phase) => (rows, shape) =>
  divide(
    one(rows, shape, 'integer', 2)?.[phase],
    one(rows, shape, 'integer')?.[phase],
  )

function divide(dividend, divisor) {
  return dividend === undefined || divisor === undefined
    ? undefined
    : dividend / divisor
}

/** @type {readonly Goal[]} */
export const goals = [
  {
    name: 'ONNX Runtime Web decodes, against native ONNX Runtime q8',
    bar: 0.4,
    value: against('onnx', NATIVE, 'decode'),
  },
  {
    name: 'integer engine decodes, against native ONNX Runtime q8',
    bar: 1.2,
    value: against('integer', NATIVE, 'decode'),
  },
  {
    name: 'integer engine decodes, against native llama.cpp Q8_0',
    bar: 1,
    value: against('integer', LLAMA, 'decode'),
  },
  {
    name: 'integer engine prefills, against native ONNX Runtime q8',
    bar: 0.25,
    value: against('integer', NATIVE, 'prefill'),
  },
  {
    name: 'integer engine decodes with two threads, against one',
    bar: 1.35,
    value: twoThreads('decode'),
  },
  {
    name: 'integer engine prefills with two threads, against one',
    bar: 1.35,
    value: twoThreads('prefill'),
  },
  {
    name: 'integer engine: `generate` takes, against `verify`',
    bar: 1.4,
    value: (rows, shape) => {
      const row = one(rows, shape, 'integer')
      return divide(row?.generate, row?.verify)
    },
  },
  {
    name: 'integer engine: first token',
    bar: 150,
    isUpper: true,
    unit: 'ms',
    shapes: ['26m'],
    value: (rows, shape) => one(rows, shape, 'integer')?.firstToken,
  },
  {
    name: 'integer engine: memory, against the model file',
    bar: 1.3,
    isUpper: true,
    value: (rows, shape) => {
      const row = one(rows, shape, 'integer')
      return divide(row?.memory?.resident, row?.modelBytes)
    },
  },
]

/**
 * @param {readonly import('./summary.mjs').Row[]} rows
 * @param {readonly string[]} shapes
 * @returns {readonly Verdict[]}
 */
export function judge(rows, shapes) {
  return goals.flatMap((goal) =>
    (goal.shapes ?? shapes)
      .filter((shape) => shapes.includes(shape))
      .map((shape) => verdict(goal, shape, goal.value(rows, shape))),
  )
}

function verdict({ name, bar, isUpper = false, unit = '×' }, shape, value) {
  const goal = { name, shape, bar, isUpper, unit }
  if (value === undefined) return goal
  return { ...goal, value, isMet: isUpper ? value <= bar : value >= bar }
}
