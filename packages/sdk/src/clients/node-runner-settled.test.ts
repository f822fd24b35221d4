import type { Address } from '@aichain/base'
import { memoryEngine } from '@aichain/inference/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  endless,
  openRunnerNetwork,
  type RunnerNetwork,
  type TestNode,
} from '../../test/runner-network.js'
import { settlement } from '../core/settlement/settlement.js'
import type { TaskId } from '../core/task/task.js'
import { commitment } from '../core/vote/commitment.js'
import { sealOf } from '../core/vote/seal.js'
import { digest } from '../testing/chain-fixture.js'

let network: RunnerNetwork

beforeEach(async () => {
  network = await openRunnerNetwork()
})

afterEach(() => network.stop())

/** One node that answers, and four that never come to an end. */
async function startNodes() {
  const engines = [1, 2, 3, 4].map(() => ({ engine: endless(memoryEngine()) }))
  const [quick, ...slow] = await network.startNodes([{}, ...engines])
  return { quick: quick as TestNode, slow }
}

/** Settles as if the other members had agreed off-chain. */
async function settleWithout(absent: Address, task: TaskId): Promise<void> {
  const { chain, requester } = network
  const members = await requester.getCommittee(task)
  const terms = await requester.getTerms(task)
  if (!terms) throw new TypeError('no such task')
  const output = digest(7)
  const opening = { output, salt: digest(8) }
  const commitments = members.map(({ seat, signer }) =>
    signer === absent ? undefined : commitment({ task, seat, ...opening }),
  )
  const seal = sealOf(commitments)
  const vote = { ...chain.deployment, task, output, seal }
  const votes = members
    .filter(({ signer }) => signer !== absent)
    .map(({ member, signer }) => ({
      ...{ member, ...opening },
      ...chain.signVote(signer, vote),
    }))
  const committee = members.map(({ seat }) => seat)
  const built = settlement({ task, terms, committee, commitments, votes })
  if (!built.ok) throw new TypeError(built.reason)
  await requester.settle(built.value)
}

test('a task that others settle is let go, in whatever it was, without loss', async () => {
  const { quick, slow } = await startNodes()
  const task = await network.ask('Hello?')
  await quick.said.heard('committed')
  for (const { said } of slow) await said.heard('inference-started')
  await settleWithout(quick.chain.account, task)

  expect(await quick.said.heard('settled')).toMatchObject({
    vote: 'uncounted',
    earned: 0n,
    slashed: 0n,
    explanation: {
      voted: undefined,
      summary:
        'The others settled the task without the vote that this seat had sealed, ' +
        'which counted for nothing and cost nothing.',
    },
  })
  for (const { said } of slow) {
    const settled = await said.heard('settled')
    expect(settled).toMatchObject({ vote: 'agreed', slashed: 0n })
    expect(said.types()).not.toContain('inference-finished')
  }
  for (const { runner } of [quick, ...slow]) {
    expect(await runner.stop()).toMatchObject({ unfinished: [] })
  }
})
