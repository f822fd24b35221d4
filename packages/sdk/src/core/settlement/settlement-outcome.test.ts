import type { Digest } from '@aichain/base'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import { countMembers, hasMember } from '../encoding/bitmap.js'
import { quorum } from '../vote/quorum.js'
import { UNAVAILABLE } from '../vote/unavailable.js'
import { closingOutcome } from './closing-outcome.js'
import { overturnOutcome } from './overturn-outcome.js'
import { refundOutcome } from './refund-outcome.js'
import { settlementOutcome } from './settlement-outcome.js'
import { sum } from './sum.js'

const right: Digest = `0x${'11'.repeat(32)}`
const wrong: Digest = `0x${'22'.repeat(32)}`
const parameters = {
  bond: 900n,
  hardSlash: 90n,
  minimumShare: 4n,
  unit: 1n,
}
const stakes = { share: 20n, appealable: true }
const full = (count: number) => Array.from({ length: count }, () => 900n)

test('pays the winners and takes from those who voted otherwise', () => {
  const outputs = [right, wrong, right, UNAVAILABLE, right, right, undefined]
  expect(
    settlementOutcome(
      { ...stakes, outputs: [...outputs, right], balances: full(8) },
      parameters,
    ),
  ).toEqual({ type: 'undecided' })
  expect(
    settlementOutcome(
      { ...stakes, outputs: outputs.with(6, right), balances: full(7) },
      parameters,
    ),
  ).toEqual({
    type: 'decided',
    output: right,
    winners: 0b1110101,
    penalties: [0n, 24n, 0n, 2n, 0n, 0n, 0n],
    sink: 40n,
    open: 0n,
  })
})

test('a member whose vote is not known loses nothing yet', () => {
  const outputs = [right, undefined, right]
  expect(
    settlementOutcome({ ...stakes, outputs, balances: full(3) }, parameters),
  ).toMatchObject({ penalties: [0n, 0n, 0n], sink: 0n, open: 20n })
})

test('a lie costs no more than a part of the bond', () => {
  const outputs = [right, wrong, right]
  expect(
    settlementOutcome(
      { ...stakes, share: 88n, outputs, balances: full(3) },
      parameters,
    ),
  ).toMatchObject({ penalties: [0n, 90n, 0n] })
})

test('where nobody can appeal a lie costs the share alone', () => {
  const outputs = [right, wrong, right]
  const small = { ...stakes, appealable: false }
  expect(
    settlementOutcome({ ...small, outputs, balances: full(3) }, parameters),
  ).toMatchObject({ penalties: [0n, 20n, 0n] })
})

test('a seat that could not pay for a lie neither wins nor loses', () => {
  const outputs = [right, right, right, right, wrong]
  const balances = full(5).with(4, 89n)
  expect(
    settlementOutcome({ ...stakes, outputs, balances }, parameters),
  ).toMatchObject({
    winners: 0b01111,
    penalties: [0n, 0n, 0n, 0n, 0n],
    sink: 20n,
  })
  expect(
    settlementOutcome(
      { ...stakes, outputs, balances: full(5).with(0, 89n) },
      parameters,
    ),
  ).toEqual({ type: 'undecided' })
})

test('a quorum for unavailable shares what is kept, and slashes nobody', () => {
  const outputs = [UNAVAILABLE, UNAVAILABLE, wrong]
  expect(
    settlementOutcome({ ...stakes, outputs, balances: full(3) }, parameters),
  ).toEqual({
    type: 'unavailable',
    voters: 0b011,
    each: 1n,
    refund: 56n,
    sink: 2n,
  })
})

test('what does not divide into units goes to the sink', () => {
  const unit = 10n
  const outputs = [UNAVAILABLE, UNAVAILABLE, UNAVAILABLE]
  expect(
    settlementOutcome(
      { ...stakes, share: 100n, outputs, balances: full(3) },
      { ...parameters, minimumShare: 40n, unit },
    ),
  ).toMatchObject({ each: 10n, refund: 260n, sink: 10n })
})

test('silence costs once the task is dead', () => {
  const silence = { ...stakes, balances: full(5), withheld: 0b1, absent: 0b110 }
  expect(closingOutcome({ ...silence, wasInCourt: true }, parameters)).toEqual({
    penalties: [24n, 2n, 2n, 0n, 0n],
    unclaimed: 60n,
    bounty: 2n,
    sink: 86n,
  })
  expect(
    closingOutcome({ ...silence, wasInCourt: false }, parameters),
  ).toMatchObject({ penalties: [24n, 0n, 0n, 0n, 0n] })
})

test('without a quorum what blockers forgo is kept, if anybody committed', () => {
  const task = { ...stakes, balances: full(5) }
  expect(
    refundOutcome({ ...task, committed: 0, revealed: 0 }, parameters),
  ).toEqual({ refund: 100n, kept: 0n, penalties: full(5).fill(0n), sink: 0n })
  expect(
    refundOutcome({ ...task, committed: 0b111, revealed: 0b001 }, parameters),
  ).toEqual({
    refund: 96n,
    kept: 4n,
    penalties: [0n, 24n, 24n, 0n, 0n],
    sink: 52n,
  })
})

test('if nobody revealed, the chain failed', () => {
  const task = {
    ...stakes,
    balances: full(3),
    committed: 0b111,
    revealed: 0,
  }
  expect(refundOutcome(task, parameters).penalties).toEqual([0n, 0n, 0n])
})

test('an overturned decision costs its winners their bonds', () => {
  const overturned = {
    balances: [1_200n, 900n, 300n],
    held: 24n,
    wronged: [24n, 20n],
    appealFee: 150n,
  }
  expect(overturnOutcome(overturned, parameters)).toEqual({
    penalties: [900n, 900n, 300n],
    repaid: [24n, 20n],
    reward: 150n,
    sink: 1_930n,
  })
  expect(
    overturnOutcome({ ...overturned, balances: [20n, 0n, 0n] }, parameters),
  ).toEqual({
    penalties: [20n, 0n, 0n],
    repaid: [24n, 20n],
    reward: 0n,
    sink: 0n,
  })
})

test('neither loses nor makes money, and a winner never pays', () => {
  const random = seededRandom(36)
  const choices = [right, right, right, right, wrong, UNAVAILABLE, undefined]
  const seen = new Set<string>()
  for (let round = 0; round < 2000; round++) {
    const size = 3 + random.below(13)
    const outputs = Array.from({ length: size }, () => random.pick(choices))
    const share = BigInt(4 + random.below(87))
    const balances = outputs.map(() => BigInt(random.below(1000)))
    const votes = {
      share,
      appealable: random.below(2) === 0,
      outputs,
      balances,
    }
    const outcome = settlementOutcome(votes, parameters)
    const fee = share * BigInt(size)
    seen.add(outcome.type)
    if (outcome.type === 'unavailable') {
      const paid = outcome.each * BigInt(countMembers(outcome.voters))
      expect(paid + outcome.refund + outcome.sink).toBe(fee)
    }
    if (outcome.type !== 'decided') continue
    const { winners, penalties, sink, open } = outcome
    expect(countMembers(winners)).toBeGreaterThanOrEqual(quorum(size))
    expect(share * BigInt(countMembers(winners)) + sink + open).toBe(fee)
    for (const [member, penalty] of penalties.entries()) {
      if (hasMember(winners, member)) expect(penalty).toBe(0n)
      expect(penalty).toBeLessThanOrEqual(balances[member] as bigint)
    }
    const unknown = outputs.reduce(
      (bitmap, output, member) =>
        output === undefined ? bitmap | (1 << member) : bitmap,
      0,
    )
    const withheld = unknown & random.below(2 ** size)
    const silence = { ...votes, withheld, absent: unknown & ~withheld }
    const closed = closingOutcome({ ...silence, wasInCourt: true }, parameters)
    expect(closed.unclaimed).toBe(open)
    expect(closed.sink + closed.bounty).toBe(open + sum(closed.penalties))
  }
  expect(seen).toEqual(new Set(['decided', 'undecided', 'unavailable']))
})
