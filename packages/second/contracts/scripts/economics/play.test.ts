import { expect, test } from 'vitest'
import { presets } from '../parameters/presets.js'
import { appealsOf } from './appeals.js'
import { attacks, pays, playAll } from './play.js'
import { asBuilt, firstDraft } from './rules.js'

const built = playAll(firstDraft)

test('each finding and each mistake of the design is played, on every preset', () => {
  const numbers = (family: string, last: number) =>
    Array.from({ length: last }, (_, index) => `${family}${index + 1}`)
  const ids = attacks.map(({ id }) => id)
  expect(ids).toEqual([
    ...numbers('A', 23),
    ...numbers('S', 18),
    ...numbers('N', 3),
  ])
  expect(built).toHaveLength(ids.length * Object.keys(presets).length)
})

test('only stolen keys and a silent beacon are not judged for real money', () => {
  const shown = built.filter(({ preset, judged }) => preset === 'l2' && !judged)
  expect(shown.map(({ id }) => id)).toEqual(['A13', 'S17', 'S18'])
})

test('the faults that were found, and no others, pay under the rules as built', () => {
  const paying = built.filter(pays).map(({ id }) => id)
  expect(new Set(paying)).toEqual(new Set(['S8', 'S12', 'N2', 'N3']))
})

test('nothing pays under the rules as built', () => {
  expect(playAll(asBuilt).filter(pays)).toEqual([])
})

test('an outcome is never less than nothing', () => {
  for (const { cost, gain, damage } of built)
    expect(Math.min(cost, gain, damage)).toBeGreaterThanOrEqual(0)
})

test('a dear lie makes the blitz pay', () => {
  const { l2 } = presets
  const dear = { ...l2.parameters, slashBps: 1_000, bond: 500_000_000 }
  const rules = firstDraft(dear)
  const game = {
    preset: { ...l2, parameters: dear },
    rules,
    places: 45,
    cartel: 13,
  }
  const blitz = attacks.find(({ id }) => id === 'N1')?.play(game)
  expect((blitz?.damage ?? 0) / (blitz?.cost ?? 1)).toBeGreaterThan(100)
})

test('appeals end in one of three ways', () => {
  for (const cartel of [0, 5, 13, 20])
    for (const size of [3, 7, 11, 15]) {
      const found = appealsOf({ places: 45, cartel }, size, 0)
      expect(found.cartel + found.honest + found.blocked).toBeCloseTo(1, 12)
    }
})

test('the first committee is left out from four committees on', () => {
  expect(appealsOf({ places: 28, cartel: 5 }, 7, 5).honest).toBeCloseTo(1, 12)
  expect(appealsOf({ places: 27, cartel: 8 }, 7, 5).honest).toBeLessThan(1)
  expect(appealsOf({ places: 14, cartel: 0 }, 7, 0).size).toBe(14)
})
