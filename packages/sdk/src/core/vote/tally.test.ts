import type { Digest } from '@aichain/base'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import { quorum } from './quorum.js'
import { tally } from './tally.js'
import { UNAVAILABLE } from './unavailable.js'

const yes: Digest = `0x${'11'.repeat(32)}`
const no: Digest = `0x${'22'.repeat(32)}`

test('the output with a quorum wins', () => {
  expect(tally([yes, no, yes, yes, yes], 5)).toEqual({
    type: 'decided',
    output: yes,
    winners: 0b11101,
  })
})

test.each([
  ['nobody revealed', [undefined, undefined, undefined]],
  ['a tie', [yes, no, undefined]],
  ['most of those who showed up, not of the committee', [yes]],
])('undecided: %s', (_, outputs) => {
  expect(tally(outputs, 3)).toEqual({ type: 'undecided' })
})

test('a quorum for unavailable decides nothing', () => {
  expect(tally([UNAVAILABLE, UNAVAILABLE, yes], 3)).toEqual({
    type: 'unavailable',
    voters: 0b011,
  })
})

test('agrees with counting by hand', () => {
  const random = seededRandom(7)
  const choices = [yes, no, UNAVAILABLE, undefined] as const
  const seen = new Set<string>()
  for (let round = 0; round < 5000; round++) {
    const size = 3 + random.below(13)
    const favourite = random.pick(choices)
    const outputs = Array.from({ length: size }, () =>
      random.below(4) === 0 ? random.pick(choices) : favourite,
    )
    const result = tally(outputs, size)
    seen.add(result.type)
    const count = (output: Digest) =>
      outputs.filter((each) => each === output).length
    const winner = [yes, no, UNAVAILABLE].find(
      (output) => count(output) >= quorum(size),
    )
    if (winner === undefined) expect(result.type).toBe('undecided')
    else if (winner === UNAVAILABLE) expect(result.type).toBe('unavailable')
    else
      expect(result).toEqual({
        type: 'decided',
        output: winner,
        winners: Number.parseInt(
          outputs
            .map((each) => (each === winner ? '1' : '0'))
            .reverse()
            .join(''),
          2,
        ),
      })
  }
  expect(seen.size).toBe(3)
})
