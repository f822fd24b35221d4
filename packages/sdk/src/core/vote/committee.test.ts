import { bytesToHex } from '@aichain/base'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import { keccakWords } from '../encoding/keccak.js'
import { drawCommittee } from './committee.js'

const random = seededRandom(6)
const draw = (
  seats: number,
  committeeSize: number,
  ineligible: number[] = [],
) =>
  drawCommittee({
    blockHash: bytesToHex(random.bytes(32)),
    task: bytesToHex(random.bytes(32)),
    seats,
    committeeSize,
    isEligible: (seat) => !ineligible.includes(seat),
  })

test('draws different, eligible seats', () => {
  for (let round = 0; round < 200; round++) {
    const drawn = draw(20, 7, [3, 4, 5])
    expect(drawn.ok).toBe(true)
    if (!drawn.ok) continue
    expect(new Set(drawn.value).size).toBe(7)
    for (const seat of drawn.value) {
      expect(seat).toBeLessThan(20)
      expect([3, 4, 5]).not.toContain(seat)
    }
  }
})

test('draws every seat about equally often', () => {
  const all = Array.from({ length: 1000 }, () => draw(10, 3)).flatMap(
    (drawn) => (drawn.ok ? drawn.value : []),
  )
  const counts = [...Array(10).keys()].map(
    (seat) => all.filter((drawn) => drawn === seat).length,
  )
  // 300 expected each; six standard deviations are about 87.
  for (const count of counts) expect(Math.abs(count - 300)).toBeLessThan(87)
})

test('the same inputs draw the same seats', () => {
  const parameters = {
    blockHash: `0x${'11'.repeat(32)}`,
    task: `0x${'22'.repeat(32)}`,
    seats: 9,
    committeeSize: 5,
    isEligible: () => true,
  } as const
  expect(drawCommittee(parameters)).toEqual(drawCommittee(parameters))
  expect(
    drawCommittee({ ...parameters, task: `0x${'23'.repeat(32)}` }),
  ).not.toEqual(drawCommittee(parameters))
})

test('gives up after 256 probes', () => {
  expect(draw(20, 3, [...Array(18).keys()])).toEqual({
    ok: false,
    reason: '256 probes found 2 eligible seats',
  })
})

test('the 256th probe is the last', () => {
  const blockHash = bytesToHex(random.bytes(32))
  const task = bytesToHex(random.bytes(32))
  const seed = keccakWords(blockHash, task)
  const seats = 60_000
  const seatOf = (probe: number) =>
    Number(BigInt(keccakWords(seed, probe)) % BigInt(seats))
  const drawOf = (...eligible: number[]) =>
    drawCommittee({
      blockHash,
      task,
      seats,
      committeeSize: 3,
      isEligible: (seat) => eligible.includes(seat),
    })
  const [first, second] = [seatOf(0), seatOf(1)]
  expect(drawOf(first, second, seatOf(255))).toEqual({
    ok: true,
    value: [first, second, seatOf(255)],
  })
  expect(drawOf(first, second, seatOf(256)).ok).toBe(false)
})

test('refuses a committee larger than all seats', () => {
  expect(draw(2, 3)).toEqual({
    ok: false,
    reason: '2 seats cannot fill a committee of 3',
  })
})
