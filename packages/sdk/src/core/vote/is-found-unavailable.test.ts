import { cidFromDigest } from '@aichain/base'
import { expect, test } from 'vitest'
import type { VotedOutput } from '../task/task.js'
import { isFoundUnavailable } from './is-found-unavailable.js'
import { tally } from './tally.js'
import { outputWord } from './unavailable.js'

const output = cidFromDigest(`0x${'11'.repeat(32)}`)

const revealed = (output: VotedOutput) =>
  ({ ballot: { type: 'revealed', output } }) as const

test('it is what the tally says, for every number of votes', () => {
  for (let size = 3; size <= 15; size += 1) {
    for (let votes = 0; votes <= size; votes += 1) {
      const given = Array.from({ length: size }, (_, member) =>
        member < votes ? ('unavailable' as const) : output,
      )
      const { type } = tally(given.map(outputWord), size)
      const found = isFoundUnavailable(given.map(revealed), size)
      expect(found, `${votes} of ${size}`).toBe(type === 'unavailable')
    }
  }
})

test('what stayed sealed is no vote', () => {
  const ballot = {
    type: 'committed',
    commitment: `0x${'22'.repeat(32)}`,
  } as const
  const committee = [revealed('unavailable'), { ballot }, { ballot }]
  expect(isFoundUnavailable(committee, 3)).toBe(false)
})
