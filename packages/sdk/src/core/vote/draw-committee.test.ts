import { bytesToHex } from '@aichain/base'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import { keccakWords } from '../encoding/keccak.js'
import { type DrawParameters, drawCommittee } from './draw-committee.js'

const random = seededRandom(6)
const range = (length: number) => [...Array(length).keys()]
const draw = (
  places: readonly number[],
  committeeSize: number,
  change: Partial<DrawParameters> = {},
) =>
  drawCommittee({
    entropy: bytesToHex(random.bytes(32)),
    task: bytesToHex(random.bytes(32)),
    places,
    committeeSize,
    staysAt: () => true,
    ...change,
  })

test('draws different places, whose seats stay', () => {
  const places = range(20).map((place) => 100 + place)
  for (let round = 0; round < 200; round++) {
    const drawn = draw(places, 7, { staysAt: (seat) => seat > 103 })
    expect(drawn.ok).toBe(true)
    if (!drawn.ok) continue
    expect(new Set(drawn.value).size).toBe(7)
    for (const seat of drawn.value) {
      expect(seat).toBeGreaterThan(103)
      expect(places).toContain(seat)
    }
  }
})

test('draws every place about equally often, in every position', () => {
  const drawn = range(1000).map(() => draw(range(10), 3))
  for (const member of [0, 1, 2]) {
    const counts = range(10).map(
      (seat) =>
        drawn.filter((each) => each.ok && each.value[member] === seat).length,
    )
    // 100 expected each; six standard deviations are about 57.
    for (const count of counts) expect(Math.abs(count - 100)).toBeLessThan(57)
  }
})

test('is Fisher and Yates’s shuffle of the places', () => {
  const [entropy, task] = [bytesToHex(random.bytes(32)), keccakWords(1)]
  const seed = keccakWords(entropy, task)
  const cards = range(40)
  for (let step = 0; step < 15; step++) {
    const place =
      step + Number(BigInt(keccakWords(seed, step)) % BigInt(40 - step))
    const [a, b] = [cards[step] as number, cards[place] as number]
    ;[cards[step], cards[place]] = [b, a]
  }
  const drawn = draw(range(40), 15, { entropy, task })
  expect(drawn).toEqual({ ok: true, value: cards.slice(0, 15) })
})

test('the same inputs draw the same seats', () => {
  const parameters = {
    entropy: `0x${'11'.repeat(32)}`,
    task: `0x${'22'.repeat(32)}`,
  } as const
  expect(draw(range(9), 5, parameters)).toEqual(draw(range(9), 5, parameters))
  const other = { ...parameters, task: `0x${'23'.repeat(32)}` } as const
  expect(draw(range(9), 5, other)).not.toEqual(draw(range(9), 5, parameters))
})

test('leaves out who is excluded', () => {
  const excluded = [0, 1, 2, 3, 4, 5]
  const drawn = draw(range(9), 3, { excluded })
  expect(drawn.ok && drawn.value.toSorted()).toEqual([6, 7, 8])
})

test('takes every place before it gives up', () => {
  const drawn = draw(range(64), 3, {
    staysAt: (seat) => [5, 40, 63].includes(seat),
  })
  expect(drawn.ok && drawn.value.toSorted((a, b) => a - b)).toEqual([5, 40, 63])
})

test('gives up after 64 steps', () => {
  const entropy = bytesToHex(random.bytes(32))
  const task = bytesToHex(random.bytes(32))
  const order: number[] = []
  const parameters = { entropy, task }
  draw(range(1000), 3, {
    ...parameters,
    staysAt: (seat) => {
      order.push(seat)
      return false
    },
  })
  expect(order).toHaveLength(64)
  const last = [order[0], order[32], order[63]]
  const staysAt = (seat: number) => last.includes(seat)
  expect(draw(range(1000), 3, { ...parameters, staysAt })).toEqual({
    ok: true,
    value: last,
  })
})

test('refuses a committee larger than all places', () => {
  expect(draw([7, 8], 3)).toEqual({
    ok: false,
    reason: '2 places gave 2 of 3 seats',
  })
  expect(draw([], 3).ok).toBe(false)
})
