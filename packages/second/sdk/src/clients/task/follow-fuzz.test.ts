import type { Digest } from '@aichain/base'
import { AichainError } from '@aichain/base'
import { encodeOutput } from '@aichain/inference'
import { expect, test } from 'vitest'
import {
  type SeededRandom,
  seededRandom,
} from '../../../../base/test/seeded-random.js'
import {
  type MemoryNetwork,
  openMemoryNetwork,
} from '../../../test/memory-network.js'
import {
  clientOf,
  listen,
  requestOf,
  typesOf,
} from '../../../test/task-listener.js'
import { verifyReceipt } from '../../core/receipt/verify-receipt.js'
import type { TaskId } from '../../core/task/task.js'
import { commitment } from '../../core/vote/commitment.js'
import { votedOutput } from '../../core/vote/unavailable.js'
import { digest, saltOf } from '../../testing/chain-fixture.js'
import type { TaskUpdate } from './update.js'

/** What may happen to a task in one step; what is impossible now does nothing. */
type Action = (
  network: MemoryNetwork,
  task: TaskId,
  random: SeededRandom,
  output: Digest,
) => Promise<unknown> | unknown

const voteBy = (random: SeededRandom, output: Digest) =>
  random.below(6) === 0 ? digest(random.below(3)) : output

const actions: readonly Action[] = [
  ({ chain }) => chain.mine(),
  ({ chain }, _, random) => chain.mine({ seconds: random.below(400) }),
  ({ clock }, _, random) => clock.advance(random.below(5_000)),
  async ({ scene, requester }, task, random, output) => {
    for (const { member, seat, signer } of await requester.getCommittee(task)) {
      if (random.below(8) === 0) continue
      const salt = saltOf(task, member)
      const vote = voteBy(seededRandom(member), output)
      const sealed = commitment({ task, seat, output: vote, salt })
      const node = scene.nodeOf(signer)
      await node.commit({ task, member, commitment: sealed }).catch(ignore)
    }
  },
  async ({ requester }, task, _, output) => {
    for (const { member } of await requester.getCommittee(task)) {
      const vote = voteBy(seededRandom(member), output)
      const salt = saltOf(task, member)
      const shown = votedOutput(vote)
      await requester
        .reveal({ task, member, output: shown, salt })
        .catch(ignore)
    }
  },
  ({ chain }, _, random) => chain.reorganize({ depth: 1 + random.below(3) }),
  ({ chain }, _, random) =>
    random.below(4) === 0 &&
    chain.reorganize({ depth: 1 + random.below(4), keepTransactions: false }),
  async ({ chain, clock }, _, random) => {
    chain.stop()
    await clock.advance(random.below(20_000))
    chain.start()
  },
  async ({ content, clock }, _, random) => {
    content.stop()
    await clock.advance(random.below(20_000))
    content.start()
  },
]

/** A refusal of the contract: this could not happen now. */
function ignore(error: unknown): void {
  if (!AichainError.isInstance(error)) throw error
}

async function act(
  network: MemoryNetwork,
  task: TaskId,
  random: SeededRandom,
  output: Digest,
): Promise<void> {
  for (let step = 0; step < 25; step += 1) {
    const action = random.pick(actions)
    await Promise.resolve()
      .then(() => action(network, task, random, output))
      .catch(ignore)
  }
}

/** Everything back to work, and all windows over. */
async function settle({ chain, content, clock }: MemoryNetwork): Promise<void> {
  chain.start()
  content.start()
  for (let round = 0; round < 6; round += 1) {
    chain.mine({ seconds: 700 })
    await clock.advance(40_000)
  }
}

const last = ['answer', 'refund', 'error']

/** Between two reorganizations votes are told once, and counted one by one. */
function expectCounted(told: readonly TaskUpdate[]): void {
  let counts = { 'vote-committed': 0, 'vote-revealed': 0 }
  for (const update of told) {
    if (update.type === 'reorganized') {
      counts = { 'vote-committed': 0, 'vote-revealed': 0 }
    }
    if (update.type !== 'vote-committed' && update.type !== 'vote-revealed') {
      continue
    }
    counts[update.type] += 1
    expect(update.count).toBe(counts[update.type])
    expect(update.count).toBeLessThanOrEqual(update.of)
  }
}

test.each(Array.from({ length: 40 }, (_, seed) => seed))(
  'whatever happens, a task comes to one end (seed %i)',
  async (seed) => {
    const random = seededRandom(seed)
    const network = await openMemoryNetwork()
    const task = await clientOf(network).submit(requestOf(network))
    const output = await network.answer(task.id)
    const { told, ended } = listen(task)
    await act(network, task.id, random, output)
    await settle(network)
    const end = await ended
    const types = typesOf(told)
    expect(last).toContain(end.type)
    expect(types.filter((type) => last.includes(type))).toHaveLength(1)
    expectCounted(told)
    if (end.type === 'answer') {
      const { receipt, output: document } = end.answer
      const verified = verifyReceipt(receipt, encodeOutput(document))
      expect(verified).toMatchObject({ ok: true })
    }
    await expect.poll(() => network.clock.sleeping()).toBe(0)
  },
)
