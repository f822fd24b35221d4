import type { Digest } from '@aichain/base'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import { countMembers, hasMember } from '../encoding/bitmap.js'
import { quorum } from '../vote/quorum.js'
import { UNAVAILABLE } from '../vote/unavailable.js'
import { settlementOutcome } from './settlement-outcome.js'

const right: Digest = `0x${'11'.repeat(32)}`
const wrong: Digest = `0x${'22'.repeat(32)}`
const terms = { fee: 1000n, bond: 900n, slashBps: 1000 }
const full = (count: number) => Array.from({ length: count }, () => 900n)

test('pays the winners and takes from those who voted otherwise', () => {
  const outputs = [right, wrong, right, UNAVAILABLE, right, right, right]
  expect(settlementOutcome({ ...terms, outputs, balances: full(7) })).toEqual({
    type: 'decided',
    output: right,
    winners: 0b1110101,
    share: 200n,
    dust: 0n,
    penalties: [0n, 90n, 0n, 142n, 0n, 0n, 0n],
  })
})

test('a member whose vote is not brought loses nothing', () => {
  const outputs = [right, undefined, right]
  expect(
    settlementOutcome({ ...terms, outputs, balances: full(3) }),
  ).toMatchObject({ type: 'decided', penalties: [0n, 0n, 0n] })
})

test('takes no more than there is', () => {
  const outputs = [right, wrong, right, UNAVAILABLE, right, right, right]
  const balances = full(7).with(1, 50n).with(3, 60n)
  expect(settlementOutcome({ ...terms, outputs, balances })).toMatchObject({
    penalties: [0n, 50n, 0n, 60n, 0n, 0n, 0n],
  })
})

test('a quorum for unavailable gives the fee back and slashes nobody', () => {
  const outputs = [UNAVAILABLE, UNAVAILABLE, wrong]
  expect(settlementOutcome({ ...terms, outputs, balances: full(3) })).toEqual({
    type: 'unavailable',
    refund: 1000n,
  })
})

test('without a quorum nothing happens', () => {
  const outputs = [right, wrong, undefined]
  expect(settlementOutcome({ ...terms, outputs, balances: full(3) })).toEqual({
    type: 'undecided',
  })
})

test('neither loses nor makes money, and a winner never pays', () => {
  const random = seededRandom(36)
  const choices = [right, right, right, right, wrong, UNAVAILABLE, undefined]
  const seen = new Set<string>()
  for (let round = 0; round < 2000; round++) {
    const size = 3 + random.below(13)
    const outputs = Array.from({ length: size }, () => random.pick(choices))
    const fee = BigInt(random.below(10_000))
    const outcome = settlementOutcome({
      ...terms,
      outputs,
      fee,
      balances: outputs.map(() => BigInt(random.below(1000))),
    })
    seen.add(outcome.type)
    if (outcome.type !== 'decided') continue
    const { winners, share, dust, penalties } = outcome
    expect(countMembers(winners)).toBeGreaterThanOrEqual(quorum(size))
    expect(share * BigInt(countMembers(winners)) + dust).toBe(fee)
    for (const [member, penalty] of penalties.entries())
      if (hasMember(winners, member)) expect(penalty).toBe(0n)
  }
  expect(seen).toContain('decided')
  expect(seen).toContain('undecided')
})
