import type { Digest } from '@aichain/base'
import { cidFromDigest } from '@aichain/base'
import { describe, expect, test } from 'vitest'
import {
  type MemoryNetwork,
  networkParameters,
  openMemoryNetwork,
} from '../../test/memory-network.js'
import {
  clientOf,
  listen,
  requestOf,
  typesOf,
} from '../../test/task-listener.js'
import { verifyReceipt } from '../core/receipt/verify-receipt.js'
import { hardSlash } from '../core/settlement/reward.js'
import { UNAVAILABLE } from '../core/vote/unavailable.js'
import { digest, type Vote } from '../testing/chain-fixture.js'
import { type SealedVotes, sealVotes } from '../testing/settlement-scene.js'
import { ConsensusReader } from './consensus-reader.js'
import type { TaskHandle } from './task/handle.js'

const { bond } = networkParameters
const penalty = hardSlash({ ...networkParameters, balance: bond })
const readerOf = ({ requester: chain, content }: MemoryNetwork) =>
  new ConsensusReader({ chain, content })

type Settled = SealedVotes & {
  readonly network: MemoryNetwork
  readonly task: TaskHandle
  readonly output: Digest
}

/** A task that its committee settled; `vote` makes the votes from the answer. */
async function settled(
  vote: (answer: Digest) => readonly Vote[],
  { seats = 5, committeeSize = 5 } = {},
): Promise<Settled> {
  const network = await openMemoryNetwork({ seats })
  const request = requestOf(network, { committeeSize })
  const task = await clientOf(network).submit(request)
  network.chain.mine()
  const output = await network.answer(task.id)
  const sealed = await sealVotes(network.scene, task.id, vote(output))
  await network.requester.settle(sealed.settlement)
  return { ...sealed, network, task, output }
}

const agreed = (output: Digest) => Array<Vote>(5).fill(output)

/** Shows what a member signed, beside what was settled or instead. */
async function contradict(
  { network, task, seal }: Settled,
  member: number,
  output: Digest,
): Promise<void> {
  const { scene, requester } = network
  const signer = (await scene.committee(task.id))[member]?.signer ?? '0x'
  const said = { task: task.id, output, seal }
  const signature = await scene.signVote(signer, said)
  await requester.punish({ ...said, member, ...signature })
}

describe('a task that was settled off-chain', () => {
  test('is told like any other, and its answer has a receipt that verifies', async () => {
    const { network, task } = await settled(agreed)
    const { told, ended } = listen(task)
    await ended
    expect(typesOf(told)).toEqual([
      ...['transaction-sent', 'prompt-stored', 'posted', 'committee-drawn'],
      ...Array(5).fill('vote-committed'),
      ...Array(5).fill('vote-revealed'),
      ...['decided', 'answer'],
    ])
    const { receipt, outputCid } = await task.answer()
    expect(receipt.requester).toBe(network.requester.account)
    expect(receipt.transactions.map(({ type }) => type)).toEqual([
      'task-added',
      'task-decided',
    ])
    const bytes = await network.content.get(outputCid)
    expect(verifyReceipt(receipt, bytes)).toMatchObject({ ok: true })
  })

  test('tells its votes, without transactions of their own', async () => {
    const { network, task } = await settled(
      (output) => [digest(8), ...agreed(output), 'withheld'],
      { seats: 7, committeeSize: 7 },
    )
    const votes = await readerOf(network).votes(task.id)
    expect(votes.map(({ vote }) => vote)).toEqual([
      ...['wrong', ...Array(5).fill('agreed'), 'absent'],
    ])
    for (const { committedIn, revealedIn } of votes) {
      expect([committedIn, revealedIn]).toEqual([undefined, undefined])
    }
    const slashes = await readerOf(network).slashes(task.id)
    expect(slashes).toMatchObject([
      { member: 0, amount: penalty, vote: 'wrong', cause: 'vote' },
    ])
    expect(await readerOf(network).task(task.id)).toMatchObject({
      requester: network.requester.account,
      state: 'decided',
      winners: 0b0111110,
      appeal: undefined,
      overturned: false,
    })
  })

  test('refunds when the quorum could not fetch the prompt', async () => {
    const { network, task } = await settled(() => agreed(UNAVAILABLE))
    const { ended } = listen(task)
    expect(await ended).toMatchObject({ type: 'refund', reason: 'unavailable' })
    const votes = await readerOf(network).votes(task.id)
    expect(votes.map(({ vote }) => vote)).toEqual(Array(5).fill('unavailable'))
  })

  test('keeps its state, and says so, once nothing tells the committee any more', async () => {
    const { network, task } = await settled(agreed)
    network.chain.mine({ blocks: 300 })
    const reader = readerOf(network)
    expect(await reader.votes(task.id)).toEqual([])
    expect(await reader.task(task.id)).toMatchObject({ state: 'decided' })
    await expect(reader.receipt(task.id)).rejects.toMatchObject({
      code: 'seed-expired',
    })
  })
})

describe('a signed vote that turned up later', () => {
  test('is shown in place of an absence, with what it cost', async () => {
    const scene = await settled((output) => [
      ...[output, output, output, output, 'withheld' as const],
    ])
    const { network, task } = scene
    await contradict(scene, 4, digest(9))
    const reader = readerOf(network)
    const said = { vote: 'wrong', output: cidFromDigest(digest(9)) }
    expect((await reader.votes(task.id))[4]).toMatchObject(said)
    expect(await reader.slashes(task.id)).toMatchObject([
      { ...said, member: 4, amount: penalty, cause: 'contradiction' },
    ])
    const receipt = await reader.receipt(task.id)
    const bytes = await network.content.get(receipt.output)
    expect(verifyReceipt(receipt, bytes)).toMatchObject({ ok: true })
  })

  test('is shown beside the agreed one, and the receipt still verifies', async () => {
    const scene = await settled((output) => [
      ...[output, output, output, output, 'withheld' as const],
    ])
    const { network, task } = scene
    await contradict(scene, 1, digest(9))
    const reader = readerOf(network)
    expect(await reader.slashes(task.id)).toMatchObject([
      {
        ...{ member: 1, vote: 'agreed', cause: 'contradiction' },
        output: cidFromDigest(digest(9)),
      },
    ])
    const receipt = await reader.receipt(task.id)
    expect(receipt.members[1]).toMatchObject({
      vote: 'agreed',
      slashed: `${penalty}`,
      contradiction: cidFromDigest(digest(9)),
    })
    const bytes = await network.content.get(receipt.output)
    expect(verifyReceipt(receipt, bytes)).toMatchObject({ ok: true })
  })
})

test('a decision that an appeal found wrong is not verified any more', async () => {
  const scene = await settled(agreed, { seats: 15 })
  const { network, task } = scene
  const { requester, chain } = network
  const reader = readerOf(network)
  const { model, prompt, nonce } = await reader.task(task.id)
  const terms = { requester: requester.account, model, prompt, nonce }
  const { appeal } = await requester.appeal({
    ...{ task: task.id, terms, nonce: 1n },
    fee: 10n ** 15n,
  })
  expect(await reader.task(task.id)).toMatchObject({
    appeal,
    overturned: false,
  })
  chain.mine()
  const votes = Array<Vote>(15).fill(digest(9))
  const answer = await sealVotes(network.scene, appeal, votes)
  await requester.settle(answer.settlement)
  expect(await reader.task(task.id)).toMatchObject({ appeal, overturned: true })
  const listed: boolean[] = []
  for await (const { overturned } of reader.tasks()) listed.push(overturned)
  expect(listed).toEqual([false, true])
  const bytes = await network.content.get(cidFromDigest(scene.output))
  expect(verifyReceipt(await reader.receipt(task.id), bytes)).toEqual({
    ok: false,
    reason: `overturned: task ${appeal} of 15 seats decided another output`,
  })

  await requester.overturn(task.id)
  const slashes = await reader.slashes(task.id)
  expect(slashes.map(({ cause }) => cause)).toEqual(Array(5).fill('appeal'))
})
