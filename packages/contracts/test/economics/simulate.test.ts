import { expect, test } from 'vitest'
import {
  ABSENT,
  decide,
  LIE,
  TRUTH,
  votesOf,
} from '../../scripts/economics/agents.js'
import { chanceOf, isTooFar } from '../../scripts/economics/bound.js'
import { decided, wrong } from '../../scripts/economics/exact.js'
import { simulate } from '../../scripts/economics/simulate.js'

const scenario = {
  rounds: 5_000,
  seats: 200,
  committeeSize: 5,
  cartel: 0.3,
  lazy: 0,
  strategy: 'lie',
  sealed: true,
  outageRate: 0.02,
  slash: 0.1,
} as const

const scene = {
  strategy: 'lie',
  sealed: true,
  outageRate: 0,
  situation: { cartel: 1, quorum: 4 },
} as const

test('each behaves as its kind', () => {
  const never = () => 0.5
  const members = ['lazy', 'cartel', 'honest'] as const
  const votes = (changes: object) =>
    votesOf(members, { ...scene, ...changes }, never)
  expect(votes({ sealed: false })).toEqual([LIE, LIE, TRUTH])
  expect(votes({ strategy: 'block' })[1]).toBe(ABSENT)
  expect(votes({ strategy: 'grab' })[1]).toBe(TRUTH)
  expect(votes({ outageRate: 0.6 })[2]).toBe(ABSENT)
  const holding = { situation: { cartel: 4, quorum: 4 } }
  expect(votes({ strategy: 'grab', ...holding })[1]).toBe(LIE)
  expect(votes({ strategy: 'defend', ...holding })[1]).toBe(LIE)
  expect(votes({ strategy: 'defend' })[1]).toBe(ABSENT)
})

test('the lazy cannot agree behind a seal', () => {
  const guesses = votesOf(['lazy', 'lazy', 'honest'], scene, () => 0.5)
  expect(new Set(guesses).size).toBe(3)
  expect(decide(guesses, 2)).toBe(ABSENT)
})

test('a quorum decides, absence never does', () => {
  expect(decide([TRUTH, LIE, TRUTH, TRUTH, TRUTH], 4)).toBe(TRUTH)
  expect(decide([TRUTH, LIE, TRUTH, TRUTH, LIE], 4)).toBe(ABSENT)
  expect(decide([ABSENT, ABSENT, ABSENT], 2)).toBe(ABSENT)
})

test('is the same in every run', () => {
  expect(simulate(scenario)).toEqual(simulate(scenario))
})

test('counts every round and pays each fee once', () => {
  const all = simulate({ ...scenario, cartel: 1, lazy: 0 })
  expect(all).toMatchObject({ wrong: 5_000, right: 0, undecided: 0 })
  expect(all.cartel.fees).toBeCloseTo(5_000, 6)
  expect(all.cartel.bonds).toBe(0)
  expect(all.standsAfterAppeals).toBe(5_000)
  const { right, wrong, undecided } = simulate(scenario)
  expect(right + wrong + undecided).toBe(5_000)
})

test('a liar who loses is slashed, an absent one loses part of a fee', () => {
  const three = { ...scenario, seats: 3, committeeSize: 3, cartel: 1 / 3 }
  const settled = { ...three, outageRate: 0 }
  const liar = simulate(settled).cartel
  expect(liar.fees).toBe(0)
  expect(liar.bonds).toBeCloseTo(-0.1 * 5_000, 6)
  const absent = simulate({ ...settled, strategy: 'block' }).cartel
  expect(absent.fees).toBeCloseTo(-5_000 / 3, 6)
  expect(absent.bonds).toBe(0)
})

test('the bound lets a right simulation pass and stops a wrong one', () => {
  const rounds = 20_000
  const { wrong: count, right } = simulate({ ...scenario, rounds })
  const figure = { count, rounds, probability: wrong(scenario) }
  expect(isTooFar(figure)).toBe(false)
  const larger = { ...scenario, committeeSize: 6 }
  expect(isTooFar({ ...figure, probability: wrong(larger) })).toBe(true)
  const decision = { count: right, rounds, probability: decided(scenario) }
  expect(isTooFar(decision)).toBe(false)
  const noOutage = decided({ ...scenario, outageRate: 0 })
  expect(isTooFar({ ...decision, probability: noOutage })).toBe(true)
})

test('the bound is where it says', () => {
  const rounds = 50_000
  const deviation = Math.sqrt(0.25 / rounds)
  const at = (errors: number) => ({
    count: Math.round(rounds * (0.5 + errors * deviation)),
    rounds,
    probability: 0.5,
  })
  expect(isTooFar(at(5.3))).toBe(false)
  expect(isTooFar(at(5.5))).toBe(true)
  expect(isTooFar(at(-5.5))).toBe(true)
  expect(chanceOf({ count: 0, rounds, probability: 0 })).toBe(1)
  expect(chanceOf({ count: 1, rounds, probability: 0 })).toBe(0)
  expect(chanceOf({ count: rounds, rounds, probability: 1 + 1e-16 })).toBe(1)
})
