import type { Address } from '@aichain/base'
import type { InferenceEngine } from '@aichain/inference'
import { memoryEngine } from '@aichain/inference/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { besideGolden } from '../../../inference/test/support/beside-golden.js'
import {
  openRunnerNetwork,
  type RunnerNetwork,
} from '../../test/runner-network.js'
import type { TaskId } from '../core/task/task.js'
import type { VoteParameters } from '../core/vote/vote-typed-data.js'
import { digest, type Vote } from '../testing/chain-fixture.js'
import { sealVotes } from '../testing/settlement-scene.js'

let network: RunnerNetwork

beforeEach(async () => {
  network = await openRunnerNetwork()
})

afterEach(() => network.stop())

/** An engine that passes the golden vectors, and thinks for ever about anything else. */
function endless(engine: InferenceEngine): InferenceEngine {
  return besideGolden(engine, async function* (_, { signal } = {}) {
    await new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason))
    })
  })
}

/** One node that answers, and four that never come to an end. */
async function startNodes() {
  const quick = network.node(1)
  const slow = [2, 3, 4, 5].map((index) =>
    network.node(index, { engine: endless(memoryEngine()) }),
  )
  for (const { runner } of [quick, ...slow]) await runner.join()
  network.chain.mine({ seconds: 10 })
  await Promise.all([quick, ...slow].map(({ runner }) => runner.start()))
  return { quick, slow }
}

/** Settles as if the other members had agreed off-chain. */
async function settleWithout(absent: Address, task: TaskId): Promise<void> {
  const { chain, requester } = network
  const members = await requester.getCommittee(task)
  const votes = members.map(
    ({ signer }): Vote => (signer === absent ? 'withheld' : digest(7)),
  )
  const { deployment } = chain
  const signVote = async (
    signer: Address,
    vote: Omit<VoteParameters, 'chainId' | 'consensus'>,
  ) => chain.signVote(signer, { ...deployment, ...vote })
  const scene = { committee: requester.getCommittee, signVote }
  const { settlement } = await sealVotes(scene, task, votes)
  await requester.settle(settlement)
}

test('a task that others settle is let go, in whatever it was, without loss', async () => {
  const { quick, slow } = await startNodes()
  const task = await network.ask('Hello?')
  await quick.said.heard('committed')
  for (const { said } of slow) await said.heard('inference-started')
  await settleWithout(quick.chain.account, task)

  expect(await quick.said.heard('settled')).toMatchObject({
    vote: 'absent',
    earned: 0n,
    slashed: 0n,
    explanation: {
      voted: undefined,
      summary:
        'The others settled the task without this seat, which lost nothing.',
    },
  })
  for (const { said } of slow) {
    const settled = await said.heard('settled')
    expect(settled).toMatchObject({ vote: 'agreed', slashed: 0n })
    expect(said.types()).not.toContain('inference-finished')
  }
  for (const { runner } of [quick, ...slow]) {
    expect(await runner.stop()).toEqual({ unfinished: [] })
  }
})
