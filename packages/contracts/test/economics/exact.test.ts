import { expect, test } from 'vitest'
import {
  decided,
  makeUps,
  rightUnderGrab,
  standing,
  stuck,
  unsealed,
  wrong,
} from '../../scripts/economics/exact.js'

const draw = { seats: 10, committeeSize: 5, cartel: 0.3, lazy: 0.2 }

test('a make-up is as likely as the committees that have it are many', () => {
  const kinds = [...'cccllhhhhh']
  const counts = new Map<string, number>()
  let committees = 0
  for (let bits = 0; bits < 2 ** 10; bits++) {
    const members = kinds.filter((_, seat) => (bits >> seat) & 1)
    if (members.length !== 5) continue
    const key = members.sort().join('')
    counts.set(key, (counts.get(key) ?? 0) + 1)
    committees += 1
  }
  const all = makeUps(draw)
  expect(all.length).toBe(counts.size)
  for (const { cartel, lazy, honest, probability } of all) {
    const key = 'c'.repeat(cartel) + 'h'.repeat(honest) + 'l'.repeat(lazy)
    expect(probability).toBeCloseTo((counts.get(key) ?? 0) / committees, 14)
  }
})

test.each([
  { ...draw, outageRate: 0.1 },
  { seats: undefined, committeeSize: 15, cartel: 0.4, outageRate: 0.5 },
  { seats: 15, committeeSize: 15, cartel: 0.4, outageRate: 0 },
])('the make-ups of %o are all there are', (each) => {
  const sum = makeUps(each).reduce(
    (total, { probability }) => total + probability,
    0,
  )
  expect(sum).toBeCloseTo(1, 12)
  expect(decided(each) + stuck(each)).toBeCloseTo(1, 12)
})

test('without end, draws are independent', () => {
  const endless = { committeeSize: 3, cartel: 0.1 }
  expect(wrong(endless)).toBeCloseTo(3 * 0.01 * 0.9 + 0.001, 14)
  expect(stuck(endless)).toBeCloseTo(wrong(endless), 14)
})

test('a cartel that behaves helps, one that holds a quorum does not', () => {
  const half = { seats: 200, committeeSize: 7, cartel: 0.2, outageRate: 0.02 }
  expect(rightUnderGrab(half)).toBeGreaterThan(decided(half))
  expect(rightUnderGrab(half) + wrong(half)).toBeLessThan(1)
})

test('copying in the open carries liars over the quorum', () => {
  const copied = { seats: 200, committeeSize: 7, cartel: 0.1, lazy: 0.4 }
  expect(unsealed(copied).wrong).toBeGreaterThan(100 * wrong(copied))
  const nobodyCopies = { ...copied, lazy: 0 }
  expect(unsealed(nobodyCopies)).toEqual({
    wrong: wrong(nobodyCopies),
    right: decided(nobodyCopies),
  })
})

test('an appeal more leaves less, down to what the appeals decide wrong', () => {
  const first = { seats: 200, committeeSize: 7, cartel: 0.3, outageRate: 0.02 }
  const left = [0, 1, 2, 3, 100].map((appeals) => standing(first, appeals))
  expect(left[0]).toBe(wrong(first))
  for (const [index, each] of left.slice(1).entries())
    expect(each).toBeLessThan(left[index] as number)
  const last = standing(first, Number.POSITIVE_INFINITY)
  expect(left.at(-1)).toBeCloseTo(last, 12)
  const court = { ...first, committeeSize: 15 }
  const ratio = wrong(court) / (wrong(court) + decided(court))
  expect(last / wrong(first)).toBeCloseTo(ratio, 12)
})
