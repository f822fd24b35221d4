import type { EngineName } from './engines/index.js'
import { find, LLAMA, NATIVE, type Phase, type Row } from './summary.js'

/** A figure that is wanted. */
export type Goal = {
  readonly name: string
  readonly bar: number
  /** Less is better. */
  readonly isUpper?: boolean
  readonly unit?: string
  /** Default: all. */
  readonly shapes?: readonly string[]
  readonly value: (rows: readonly Row[], shape: string) => number | undefined
}

/** Whether a goal is met for a model; neither where it was not measured. */
export type GoalVerdict = {
  readonly name: string
  readonly shape: string
  readonly bar: number
  readonly isUpper?: boolean
  readonly unit: string
  readonly value?: number
  readonly isMet?: boolean
}

const one = (
  rows: readonly Row[],
  shape: string,
  engine: EngineName,
  threads = 1,
) => find(rows, { shape, engine, threads })

/** Speed of one engine by that of another, one thread each. */
const against =
  (engine: EngineName, native: EngineName, phase: Phase): Goal['value'] =>
  (rows, shape) =>
    divide(one(rows, shape, engine)?.[phase], one(rows, shape, native)?.[phase])

const twoThreads =
  (phase: Phase): Goal['value'] =>
  (rows, shape) =>
    divide(
      one(rows, shape, 'integer', 2)?.[phase],
      one(rows, shape, 'integer')?.[phase],
    )

function divide(
  dividend: number | undefined,
  divisor: number | undefined,
): number | undefined {
  return dividend === undefined || divisor === undefined
    ? undefined
    : dividend / divisor
}

export const goals: readonly Goal[] = [
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

/** Which goals are met, for each model. */
export function judge(
  rows: readonly Row[],
  shapes: readonly string[],
): GoalVerdict[] {
  return goals.flatMap((goal) =>
    (goal.shapes ?? shapes)
      .filter((shape) => shapes.includes(shape))
      .map((shape) => verdict(goal, shape, goal.value(rows, shape))),
  )
}

function verdict(
  { name, bar, isUpper = false, unit = '×' }: Goal,
  shape: string,
  value: number | undefined,
): GoalVerdict {
  const goal = { name, shape, bar, isUpper, unit }
  if (value === undefined) return goal
  return { ...goal, value, isMet: isUpper ? value <= bar : value >= bar }
}
