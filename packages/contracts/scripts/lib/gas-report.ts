/** What tasks cost, and whether that is as committed and within budget. */
import type { Snapshots, TestResult } from '../forge/forge-tests.js'
import { linesOfTally, type Tally } from './tally.js'

/**
 * For a committee of seven, all parties together; for each further member of
 * lane 1; and for a place, each a transaction. What the design asked for
 * and what was not reached: 178,000 and 190,000 for the batches, 80,000, 51,000
 * and 51,000 for places. Two cold words and a signature a member leave no more
 * to save but computation.
 */
export const budgets = {
  lane1: 235_000,
  lane1Batch: 196_000,
  ordersBatch: 212_000,
  lane2: 900_000,
  member: 16_000,
  offer: 85_000,
  withdrawOffer: 57_000,
  prune: 66_000,
}

/** The groups of snapshots that hold a whole task's gas by committee size. */
const groups = {
  lane1: 'Lane1',
  lane1Batch: 'Lane1Batch',
  ordersBatch: 'OrdersBatch',
  lane2: 'Lane2',
}

/** Single transactions with a budget, by the names of their snapshots. */
const singles = ['offer', 'withdrawOffer', 'prune'] as const

type Lane = keyof typeof groups

const lanes = ['lane1', 'lane1Batch', 'ordersBatch', 'lane2'] as const
const size = 7

/** Gas by committee size. */
export type GasBySize = Readonly<Record<string, number>>

/** What whole tasks cost, by lane. */
export type GasFigures = Readonly<Record<Lane, GasBySize>>

export type GasReport = Tally &
  GasFigures & {
    readonly places: GasBySize
    readonly budgets: typeof budgets
    readonly exceeded: readonly string[]
    /** What is not as in `snapshots/`. */
    readonly stale: readonly string[]
  }

export function gasOf(
  tests: readonly Pick<TestResult, 'snapshots'>[],
  committed: Snapshots,
  tally: Tally,
): GasReport {
  const measured = merged(tests.map(({ snapshots }) => snapshots))
  const figures = gasFiguresOf(measured)
  const stale = differences(measured, committed)
  const places = numbers(pick(measured.Consensus ?? {}))
  const exceeded = [...overBudget(figures), ...dearPlaces(places)]
  const ok = tally.ok && stale.length === 0 && exceeded.length === 0
  return { ...tally, ok, ...figures, places, budgets, exceeded, stale }
}

export function gasFiguresOf(snapshots: Snapshots): GasFigures {
  const figures = (lane: Lane) => numbers(snapshots[groups[lane]] ?? {})
  return {
    lane1: figures('lane1'),
    lane1Batch: figures('lane1Batch'),
    ordersBatch: figures('ordersBatch'),
    lane2: figures('lane2'),
  }
}

export function linesOfGas(report: GasReport): string[] {
  return [
    ...lanes.flatMap((lane) =>
      Object.entries(report[lane]).map(
        ([members, gas]) => `${lane}, committee of ${members}: ${gas}`,
      ),
    ),
    ...Object.entries(report.places).map(([name, gas]) => `${name}: ${gas}`),
    ...report.exceeded.map((text) => `over budget: ${text}`),
    ...report.stale.map((text) => `not as in snapshots/: ${text}`),
    ...linesOfTally(report),
  ]
}

function overBudget(figures: GasFigures): string[] {
  const wholes = lanes.flatMap((lane) => {
    const gas = figures[lane][size]
    const text = `${lane}, committee of ${size}: ${gas}, budget ${budgets[lane]}`
    return gas !== undefined && gas <= budgets[lane] ? [] : [text]
  })
  return [...wholes, ...dearMembers(figures.lane1)]
}

/** The measured sizes need not be neighbours: what is between them is shared out. */
function dearMembers(lane: GasBySize): string[] {
  const measured = Object.entries(lane).map(
    ([members, gas]) => [Number(members), gas] as const,
  )
  return measured.slice(1).flatMap(([members, gas], index) => {
    const [fewer, less] = measured[index] ?? [0, 0]
    const each = (gas - less) / (members - fewer)
    const text = `lane1, each member from ${fewer} to ${members}: ${Math.ceil(each)}, budget ${budgets.member}`
    return each <= budgets.member ? [] : [text]
  })
}

function dearPlaces(places: GasBySize): string[] {
  return singles.flatMap((name) => {
    const gas = places[name]
    const text = `${name}: ${gas}, budget ${budgets[name]}`
    return gas !== undefined && gas <= budgets[name] ? [] : [text]
  })
}

function pick(values: Readonly<Record<string, string>>) {
  const entries = singles.flatMap((name) => {
    const gas = values[name]
    return gas === undefined ? [] : [[name, gas] as const]
  })
  return Object.fromEntries(entries)
}

function differences(measured: Snapshots, committed: Snapshots): string[] {
  const names = union(measured, committed)
  return names.flatMap((group) => {
    const [now, then] = [measured[group] ?? {}, committed[group] ?? {}]
    return union(now, then)
      .filter((name) => now[name] !== then[name])
      .map(
        (name) =>
          `${group}, ${name}: ${now[name] ?? 'nothing'}, committed ${then[name] ?? 'nothing'}`,
      )
  })
}

const union = (one: object, other: object): string[] => [
  ...new Set([...Object.keys(one), ...Object.keys(other)]),
]

function merged(list: readonly Snapshots[]): Snapshots {
  const all: Record<string, Readonly<Record<string, string>>> = {}
  for (const [group, values] of list.flatMap((each) => Object.entries(each)))
    all[group] = { ...all[group], ...values }
  return all
}

function numbers(values: Readonly<Record<string, string>>): GasBySize {
  const entries = Object.entries(values)
  return Object.fromEntries(entries.map(([name, gas]) => [name, Number(gas)]))
}
