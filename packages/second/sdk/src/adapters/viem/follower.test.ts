import { expect, test } from 'vitest'
import { seededRandom } from '../../../../../base/test/seeded-random.js'
import { forkingChain } from '../../../test/forking-chain.js'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import type { ChainUpdate } from '../../ports/chain.js'
import { follower } from './follower.js'

const { signal } = new AbortController()

/** What a reader of the updates holds true: the port says to forget what is above the ancestor. */
function apply(
  events: readonly ProtocolEvent[],
  update: ChainUpdate,
): ProtocolEvent[] {
  return update.type === 'reorganized'
    ? events.filter(({ blockNumber }) => blockNumber <= update.ancestor)
    : [...events, ...update.events]
}

test('whatever the chain does between two answers, the story ends true', async () => {
  let forks = 0
  let steps = 0
  for (let seed = 1; seed <= 100; seed += 1) {
    const chain = forkingChain(seededRandom(seed))
    const step = follower(0n)
    let events: ProtocolEvent[] = []
    const take = async () => {
      const { update, isAtHead } = await step(chain.connection, signal)
      if (update?.type === 'reorganized') forks += 1
      if (update !== undefined) events = apply(events, update)
      steps += 1
      return isAtHead
    }
    for (let turn = 0; turn < 60; turn += 1) await take()
    chain.rest()
    while (!(await take()));
    while (!(await take()));
    const told = events.map((event) => event.type === 'seat-left' && event.to)
    expect(told, `seed ${seed}`).toEqual(chain.standing())
  }
  // Forks were met, and more than once in a while.
  expect(forks).toBeGreaterThan(steps / 50)
})

test('a story of events is never told twice without being taken back', async () => {
  const chain = forkingChain(seededRandom(4711))
  const step = follower(0n)
  let events: ProtocolEvent[] = []
  for (let turn = 0; turn < 300; turn += 1) {
    const { update } = await step(chain.connection, signal)
    if (update === undefined) continue
    events = apply(events, update)
    const numbers = events.map(({ blockNumber }) => Number(blockNumber))
    expect(numbers).toEqual(numbers.map((_, index) => index))
  }
})
