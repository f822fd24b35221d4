import { expect, test } from 'vitest'
import { makeUps, wrong } from './exact.js'
import { chance, distribution, mean } from './odds.js'

test('committees are as likely as they are many', () => {
  const counts = new Array<number>(5).fill(0)
  for (let bits = 0; bits < 2 ** 10; bits++) {
    const members = Array.from({ length: 10 }, (_, seat) => (bits >> seat) & 1)
    if (members.filter(Boolean).length !== 4) continue
    const marked = members.slice(0, 3).filter(Boolean).length
    counts[marked] = (counts[marked] ?? 0) + 1
  }
  const odds = distribution(10, 3, 4)
  for (const [marked, count] of counts.entries())
    expect(odds[marked]).toBeCloseTo(count / 210, 14)
})

test('they are the make-ups of the other file', () => {
  const scenario = { seats: 45, committeeSize: 7, cartel: 13 / 45 }
  expect(chance(distribution(45, 13, 7), (own) => own >= 5)).toBeCloseTo(
    wrong(scenario),
    14,
  )
  const sum = makeUps(scenario).reduce(
    (total, { cartel, probability }) => total + cartel * probability,
    0,
  )
  expect(mean(distribution(45, 13, 7), (own) => own)).toBeCloseTo(sum, 12)
})

test('nobody is drawn twice', () => {
  const odds = distribution(5, 2, 5)
  expect(odds[2]).toBeCloseTo(1, 14)
  expect(chance(odds, (own) => own !== 2)).toBe(0)
})
