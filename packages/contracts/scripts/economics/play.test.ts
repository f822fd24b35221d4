import { expect, test } from 'vitest'
import { presets } from '../parameters/presets.js'
import { appealsOf } from './appeals.js'
import { quorum } from './committee.js'
import { committeeSizes } from './game.js'
import { attacks, pays, play, playAll } from './play.js'
import { boundless } from './tables.js'

const plays = playAll()

test('each finding and each mistake of the design is played, on every preset', () => {
  const numbers = (family: string, last: number) =>
    Array.from({ length: last }, (_, index) => `${family}${index + 1}`)
  const ids = attacks.map(({ id }) => id)
  expect(ids).toEqual([
    ...numbers('A', 23),
    ...numbers('S', 18),
    ...numbers('N', 5),
  ])
  expect(plays).toHaveLength(ids.length * Object.keys(presets).length)
})

test('only stolen keys and a silent beacon are not judged for real money', () => {
  const shown = plays.filter(({ preset, judged }) => preset === 'l2' && !judged)
  expect(shown.map(({ id }) => id)).toEqual(['A13', 'S17', 'S18'])
})

test('nothing pays', () => {
  expect(plays.filter(pays)).toEqual([])
})

test('what broke the first rules still has a cost, and hurts less', () => {
  for (const id of ['S8', 'S12', 'N1', 'N2', 'N3', 'N4', 'N5'])
    for (const found of plays.filter((one) => one.id === id && one.judged)) {
      expect(found.cost).toBeGreaterThan(0)
      expect(found.damagePerCost).toBeLessThan(1)
      expect(found.gain).toBe(0)
    }
})

test('an outcome is never less than nothing', () => {
  for (const { cost, gain, damage } of plays)
    expect(Math.min(cost, gain, damage)).toBeGreaterThanOrEqual(0)
})

test.each([
  [200, 0.5],
  [1_000, 0.1],
  [10_000, 0.5],
  [100_000, 0.001],
  [1_000_000, 0.1],
])(
  'nothing pays with a bond of %i least shares, %f of it for a lie, on a chain without bounds',
  (bond, slashed) => {
    const preset = boundless(bond, slashed)
    expect(attacks.map((attack) => play(attack, preset)).filter(pays)).toEqual(
      [],
    )
  },
)

test('no cartel below a third has a quorum where no appeal can be drawn', () => {
  for (const size of committeeSizes)
    for (let places = size; places < 2 * size; places++)
      expect(quorum(size)).toBeGreaterThanOrEqual(Math.ceil(places / 3))
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
