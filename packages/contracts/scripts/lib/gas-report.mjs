/** What tasks cost, and whether that is as committed and within budget. */
import { linesOfTally } from './tally.mjs'

/** For a committee of seven, all parties together; and for each further member of lane 1. */
export const budgets = {
  lane1: 220_000,
  lane1Batch: 165_000,
  lane2: 900_000,
  member: 16_000,
}

/** The groups of snapshots that hold a whole task's gas by committee size. */
const lanes = { lane1: 'Lane1', lane1Batch: 'Lane1Batch', lane2: 'Lane2' }
const size = 7

/**
 * @param {import('./forge-json.mjs').TestResult[]} tests
 * @param {Record<string, Record<string, string>>} committed
 * @param {ReturnType<typeof import('./tally.mjs').tallyOf>} tally
 */
export function gasOf(tests, committed, tally) {
  const measured = merged(tests.map(({ snapshots }) => snapshots))
  const figures = Object.fromEntries(
    Object.entries(lanes).map(([lane, group]) => [
      lane,
      numbers(measured[group] ?? {}),
    ]),
  )
  const stale = differences(measured, committed)
  const exceeded = overBudget(figures)
  const ok = tally.ok && stale.length === 0 && exceeded.length === 0
  return { ...tally, ok, ...figures, budgets, exceeded, stale }
}

/** @param {ReturnType<typeof gasOf>} report */
export function linesOfGas(report) {
  return [
    ...Object.keys(lanes).flatMap((lane) =>
      Object.entries(report[lane]).map(
        ([members, gas]) => `${lane}, committee of ${members}: ${gas}`,
      ),
    ),
    ...report.exceeded.map((text) => `over budget: ${text}`),
    ...report.stale.map((text) => `not as in snapshots/: ${text}`),
    ...linesOfTally(report),
  ]
}

function overBudget(figures) {
  const wholes = Object.keys(lanes).flatMap((lane) => {
    const gas = figures[lane][size]
    const text = `${lane}, committee of ${size}: ${gas}, budget ${budgets[lane]}`
    return gas <= budgets[lane] ? [] : [text]
  })
  return [...wholes, ...dearMembers(figures.lane1)]
}

/** The measured sizes need not be neighbours: what is between them is shared out. */
function dearMembers(lane) {
  const sizes = Object.keys(lane).map(Number)
  return sizes.slice(1).flatMap((members, index) => {
    const before = sizes[index]
    const each = (lane[members] - lane[before]) / (members - before)
    const text = `lane1, each member from ${before} to ${members}: ${Math.ceil(each)}, budget ${budgets.member}`
    return each <= budgets.member ? [] : [text]
  })
}

function differences(measured, committed) {
  const groups = new Set([...Object.keys(measured), ...Object.keys(committed)])
  return [...groups].flatMap((group) => {
    const [now, then] = [measured[group] ?? {}, committed[group] ?? {}]
    const names = new Set([...Object.keys(now), ...Object.keys(then)])
    return [...names]
      .filter((name) => now[name] !== then[name])
      .map(
        (name) =>
          `${group}, ${name}: ${now[name] ?? 'nothing'}, committed ${then[name] ?? 'nothing'}`,
      )
  })
}

function merged(list) {
  const groups = {}
  for (const [group, values] of list.flatMap(Object.entries))
    groups[group] = { ...groups[group], ...values }
  return groups
}

function numbers(values) {
  const entries = Object.entries(values)
  return Object.fromEntries(entries.map(([name, gas]) => [name, Number(gas)]))
}
