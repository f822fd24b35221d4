import {
  type SeededRandom,
  seededRandom,
} from '../../../base/test/seeded-random.js'
import {
  drawCommittee,
  packCommittee,
  phasesOf,
  roundAt,
  roundOf,
} from '../../src/core.js'
import { type Columns, columnsOf } from './columns.js'
import { padded, randomDigest, randomSize, repeat } from './random-values.js'

/** The files about who is drawn, and when. */
export const drawVectors: Readonly<Record<string, () => Columns>> = {
  draws,
  phases,
}

/**
 * Position p of the places, which stand class by class, is of seat
 * `firstSeat + p`; bit p of `gone` is set when it does not stay. `lengths` has
 * four places a case, of which classes 0 to `class` are reached; `excluded` has
 * 15, all the first seat's where fewer are left out, and is zero for nobody.
 * `committee` is the packed word, zero where the places do not fill it.
 */
function draws(): Columns {
  const random = seededRandom(103)
  return columnsOf(repeat(80, () => randomDraw(random)))
}

function randomDraw(random: SeededRandom) {
  const committeeSize = randomSize(random)
  const lengths = repeat(4, () => random.below(random.pick([4, 12, 60])))
  const reached = random.below(4)
  const count = lengths
    .slice(0, reached + 1)
    .reduce((total, length) => total + length, 0)
  const firstSeat = random.below(60_000)
  const places = repeat(count, (position) => firstSeat + position)
  const gone = randomGone(random, count)
  const excluded = random.below(3) === 0 ? places.slice(0, committeeSize) : []
  const parameters = {
    entropy: randomDigest(random),
    task: randomDigest(random),
  }
  const drawn = drawCommittee({
    ...parameters,
    places,
    committeeSize,
    excluded,
    staysAt: (seat) => ((gone >> BigInt(seat - firstSeat)) & 1n) === 0n,
  })
  const packed = packCommittee(drawn.ok ? drawn.value : [])
  return {
    ...parameters,
    committeeSize,
    lengths,
    class: reached,
    firstSeat,
    gone,
    excluded: padded(excluded, excluded[0] ?? 0),
    filled: drawn.ok,
    committee: packed.ok ? packed.value : 0n,
  }
}

/** Nobody, few, or almost all. */
function randomGone(random: SeededRandom, count: number): bigint {
  const outOfEight = random.pick([0, 0, 1, 6])
  return repeat(count, (position) => position)
    .filter(() => random.below(8) < outOfEight)
    .reduce((bitmap, position) => bitmap | (1n << BigInt(position)), 0n)
}

/** `round` is zero where the task's block is its seed. */
function phases(): Columns {
  const random = seededRandom(107)
  return columnsOf(
    repeat(60, () => {
      const genesis = random.below(2_000_000_000)
      const period = 1 + random.below(600)
      const beacon = { address: '0x', genesis, period } as const
      const windows = {
        seedDelay: random.below(100),
        commitWindow: 1 + random.below(1_000),
        revealWindow: 1 + random.below(1_000),
        proofWindow: 1 + random.below(10_000),
      }
      const isEarly = random.below(8) === 0
      const since = random.below(isEarly ? 200 : 2_000_000_000)
      const addedAt = genesis + since - (isEarly ? 100 : 0)
      const seed = random.below(3) === 0 ? 'block' : 'beacon'
      const task = { addedAt: Math.max(addedAt, 0), seed } as const
      const parameters = { beacon, ...windows }
      return {
        genesis,
        period,
        ...windows,
        addedAt: task.addedAt,
        seed: seed === 'block' ? 1 : 0,
        roundAt: roundAt(task.addedAt, beacon),
        round: roundOf(task, parameters) ?? 0,
        ...phasesOf(task, parameters),
      }
    }),
  )
}
