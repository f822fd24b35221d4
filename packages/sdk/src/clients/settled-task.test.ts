import type { Digest } from '@aichain/base'
import { cidFromDigest } from '@aichain/base'
import { describe, expect, test } from 'vitest'
import { overturnAnswer } from '../../test/appeal-answer.js'
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
import { keptOf, lieCost } from '../core/money/slash.js'
import { verifyReceipt } from '../core/receipt/verify-receipt.js'
import { UNAVAILABLE } from '../core/vote/unavailable.js'
import { digest, type Vote } from '../testing/chain-fixture.js'
import {
  contradictionOf,
  lateVoteOf,
  type SealedVotes,
  sealVotes,
  settle,
  settlementOf,
} from '../testing/settlement-scene.js'
import { ConsensusReader } from './consensus-reader.js'
import type { TaskHandle } from './task/handle.js'

const readerOf = ({ requester: chain, content }: MemoryNetwork) =>
  new ConsensusReader({ chain, content })

type Settled = {
  readonly sealed: SealedVotes
  readonly network: MemoryNetwork
  readonly task: TaskHandle
  readonly output: Digest
  /** Wei that a lie costs in this task. */
  readonly penalty: bigint
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
  const { scene } = network
  const sealed = await settle(scene, task.id, vote(output))
  const penalty = lieCost(await scene.task(task.id), scene.parameters)
  return { sealed, network, task, output, penalty }
}

const agreed = (output: Digest) => Array<Vote>(5).fill(output)

/** Shows what a member signed, beside what was settled or instead. */
async function contradict(
  { network, task, sealed }: Settled,
  member: number,
  output: Digest,
): Promise<void> {
  const { scene, requester } = network
  const said = { task: task.id, member, output, seal: sealed.seal }
  await requester.punish(await contradictionOf(scene, said))
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
    const { network, task, penalty } = await settled(
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
      verdict: { votes: 5, overturned: false },
    })
  })

  test('refunds when the quorum could not fetch the prompt', async () => {
    const { network, task } = await settled(() => agreed(UNAVAILABLE))
    const { ended } = listen(task)
    const kept = keptOf({ committeeSize: 5 }, networkParameters)
    expect(await ended).toMatchObject({
      ...{ type: 'refund', reason: 'unavailable', kept },
    })
    // Nobody wrote its committee down, and no decision tells it.
    expect(await readerOf(network).votes(task.id)).toEqual([])
  })

  test('can be told, and verified, when lists have forgotten its epoch', async () => {
    const { network, task } = await settled(agreed)
    network.chain.mine({ seconds: 3 * networkParameters.epoch })
    const reader = readerOf(network)
    const votes = await reader.votes(task.id)
    expect(votes.map(({ vote }) => vote)).toEqual(Array(5).fill('agreed'))
    const receipt = await reader.receipt(task.id)
    const bytes = await network.content.get(receipt.output)
    expect(verifyReceipt(receipt, bytes)).toMatchObject({ ok: true })
  })
})

describe('a signed vote that turned up later', () => {
  test('of a member that was left out is shown with what it brought', async () => {
    const scene = await settled(agreed)
    const { network } = scene
    const request = requestOf(network)
    const task = await clientOf(network).submit(request)
    network.chain.mine()
    const output = await network.answer(task.id)
    const votes = Array<Vote>(5).fill(output)
    const sealed = await sealVotes(network.scene, task.id, votes)
    const without = { without: [4] }
    const { requester } = network
    const brought = await settlementOf(network.scene, sealed, without)
    await requester.settle(brought)
    const before = (await task.answer()).receipt
    expect(before.members[4]).toMatchObject({ vote: 'absent', earned: '0' })
    await requester.addVote(await lateVoteOf(network.scene, sealed, 4))
    const { receipt } = await task.answer()
    expect(receipt.members[4]).toMatchObject({
      ...{ vote: 'agreed', earned: receipt.order.share },
    })
    const bytes = await network.content.get(receipt.output)
    expect(verifyReceipt(receipt, bytes)).toMatchObject({ ok: true })
  })

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
      { ...said, member: 4, amount: scene.penalty, cause: 'contradiction' },
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
      slashed: `${scene.penalty}`,
      contradiction: cidFromDigest(digest(9)),
    })
    const bytes = await network.content.get(receipt.output)
    expect(verifyReceipt(receipt, bytes)).toMatchObject({ ok: true })
  })
})

test('a decision that an appeal found wrong is not verified any more', async () => {
  const scene = await settled(agreed, { seats: 15 })
  const { network, task } = scene
  const reader = readerOf(network)
  const appeal = await overturnAnswer(network, task.id, digest(9))
  expect(await reader.task(task.id)).toMatchObject({
    ...{ appeal: { task: appeal }, verdict: { overturned: true } },
  })
  const bytes = await network.content.get(cidFromDigest(scene.output))
  expect(verifyReceipt(await reader.receipt(task.id), bytes)).toEqual({
    ok: false,
    reason: `overturned: task ${appeal} decided another output`,
  })
  const slashes = await reader.slashes(task.id)
  expect(slashes.map(({ cause }) => cause)).toEqual(Array(5).fill('appeal'))
})
