import { expect, test } from 'vitest'
import { presets } from '../parameters/presets.js'
import { quorum } from './committee.js'
import { moneyVectors } from './money-vectors.js'
import { type Case, type Deed, outcomeOf } from './outcome.js'
import { overturnOf } from './overturn.js'
import { rulesOf } from './rules.js'

const { parameters } = presets.l1
const least = parameters.minimumShare
const rules = rulesOf(parameters)

function seven(...deeds: Deed[]): Case {
  const truths = Array.from({ length: 7 - deeds.length }, (): Deed => 'truth')
  return {
    lane: 'court',
    share: 2 * least,
    places: 45,
    deeds: [...truths, ...deeds],
  }
}

test('winners get the share, whatever others do', () => {
  const { gained, paid } = outcomeOf(rules, seven('lie', 'absent'))
  expect(paid).toEqual([0, 1, 2, 3, 4])
  expect(gained).toEqual([...new Array(5).fill(2 * least), 0, 0])
})

test('a lie costs a least share more than it pays and is held, silence and a lost UNAVAILABLE cost half of one', () => {
  const { lost, held, sink } = outcomeOf(rules, seven('lie', 'unavailable'))
  expect(lost.slice(5)).toEqual([3 * least, least / 2])
  expect(held).toBe(3.5 * least)
  expect(sink).toBe(4 * least + 3.5 * least)
  expect(outcomeOf(rules, seven('absent')).lost[6]).toBe(least / 2)
})

test('a withheld vote is slashed, and pays whoever closes', () => {
  const { lost, closer, held } = outcomeOf(rules, seven('withheld'))
  expect([lost[6], closer, held]).toEqual([3 * least, 0.3 * least, 0])
})

test('a lie costs the share where no appeal can be drawn, and the bond’s part at most', () => {
  const small = outcomeOf(rules, { ...seven('lie'), places: 13 })
  expect(small.lost[6]).toBe(2 * least)
  const dear = outcomeOf(rules, { ...seven('lie'), share: 80 * least })
  expect(dear.lost[6]).toBe(80 * least)
})

test('who copied or did not acknowledge is not paid and loses nothing', () => {
  for (const deed of ['copied', 'unacknowledged'] as const) {
    const lane = deed === 'copied' ? 'settle' : 'convene'
    const found = outcomeOf(rules, { ...seven(deed), lane })
    expect([found.gained[6], found.lost[6]]).toEqual([0, 0])
    expect(found.sink).toBe(2 * least)
  }
})

test('without a quorum the requester loses what is kept', () => {
  const { requester } = outcomeOf(rules, seven('absent', 'absent', 'lie'))
  expect(requester).toBe(14 * least - 1.5 * least)
  const nobody = seven(...new Array<Deed>(7).fill('absent'))
  expect(outcomeOf(rules, nobody).requester).toBe(14 * least)
})

test('in the court only the first quorum for UNAVAILABLE is paid', () => {
  const all = seven(...new Array<Deed>(7).fill('unavailable'))
  expect(outcomeOf(rules, all).paid).toHaveLength(5)
  expect(outcomeOf(rules, { ...all, lane: 'settle' }).paid).toHaveLength(7)
})

test('an overturn gives back what was held, and the fee to whoever appealed', () => {
  const of = seven('lie', 'lie', 'lie', 'lie', 'lie')
  const found = overturnOf(rules, of, parameters.bond, 960 * least)
  expect(found.repaid).toEqual([3 * least, 3 * least, 0, 0, 0, 0, 0])
  expect(found.reward).toBe(960 * least)
  expect(found.slashed).toBe(5 * parameters.bond + 6 * least)
  expect(found.deposit).toBe(parameters.bond / 2)
})

test('no unit is made or lost', () => {
  const lanes = ['settle', 'court', 'convene'] as const
  const deeds: Deed[] = [
    'absent',
    'truth',
    'lie',
    'other',
    'unavailable',
    'withheld',
  ]
  for (const lane of lanes)
    for (let code = 0; code < 6 ** 5; code++) {
      const of: Case = {
        lane,
        share: 3 * least,
        places: code % 2 === 0 ? 9 : 10,
        deeds: Array.from(
          { length: 5 },
          (_, member) => deeds[Math.floor(code / 6 ** member) % 6] ?? 'absent',
        ),
      }
      const { gained, lost, requester, sink, closer } = outcomeOf(rules, of)
      const paidIn = 15 * least + sum(lost)
      if (sum(gained) + requester + sink + closer !== paidIn)
        throw new Error(JSON.stringify(of))
    }
})

test('the vectors have each lane decided and undecided, and whole columns', () => {
  const vectors = moneyVectors()
  const count = vectors.lane.length
  expect(vectors.deeds).toHaveLength(15 * count)
  expect(vectors.gained).toHaveLength(15 * count)
  for (const lane of [0, 1, 2]) {
    const outputs = vectors.output.filter((_, i) => vectors.lane[i] === lane)
    expect(new Set(outputs)).toEqual(new Set([0, 1, 2]))
  }
  expect(vectors.quorum).toEqual(vectors.size.map(quorum))
  expect(vectors.overturns.repaid).toHaveLength(
    15 * vectors.overturns.of.length,
  )
  expect(vectors.overturns.of.length).toBeGreaterThan(10)
})

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
