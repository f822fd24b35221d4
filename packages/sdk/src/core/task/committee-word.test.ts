import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import { packCommittee, unpackCommittee } from './committee-word.js'

test('member 0 is lowest', () => {
  expect(packCommittee([4, 0, 65_535])).toEqual({
    ok: true,
    value: 0xffff_0000_0004n,
  })
  expect(packCommittee([])).toEqual({ ok: true, value: 0n })
})

test('unpackCommittee undoes packCommittee', () => {
  const random = seededRandom(71)
  for (let round = 0; round < 200; round++) {
    const seats = Array.from({ length: random.below(16) }, () =>
      random.below(65_536),
    )
    const packed = packCommittee(seats)
    expect(packed.ok && unpackCommittee(packed.value, seats.length)).toEqual(
      seats,
    )
  }
})

test.each([
  [Array.from({ length: 16 }, () => 1), '16 seats do not fit one committee'],
  [[1, 65_536], '65536 is no seat'],
  [[-1], '-1 is no seat'],
  [[0.5], '0.5 is no seat'],
])('refuses %j', (seats, reason) => {
  expect(packCommittee(seats)).toEqual({ ok: false, reason })
})
