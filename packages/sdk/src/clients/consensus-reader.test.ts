import { cidFromDigest, cidOf } from '@aichain/base'
import { describe, expect, test } from 'vitest'
import {
  accountOf,
  type MemoryNetwork,
  networkParameters,
  openMemoryNetwork,
} from '../../test/memory-network.js'
import { clientOf, requestOf } from '../../test/task-listener.js'
import { lieCost, softSlash } from '../core/money/slash.js'
import { verifyReceipt } from '../core/receipt/verify-receipt.js'
import { phasesOf } from '../core/task/lifecycle.js'
import type { TaskId } from '../core/task/task.js'
import { UNAVAILABLE } from '../core/vote/unavailable.js'
import type { ChainReader } from '../ports/chain.js'
import { digest } from '../testing/chain-fixture.js'
import { ConsensusReader } from './consensus-reader.js'

const { bond } = networkParameters

async function post(network: MemoryNetwork, content = 'Hello?') {
  const messages = [{ role: 'user', content }] as const
  return (await clientOf(network).submit(requestOf(network, { messages }))).id
}

/** What a vote cost that was not the agreed one, in a list that is too small for an appeal. */
async function costOf(network: MemoryNetwork, task: TaskId, vote: string) {
  const parameters = await network.requester.getParameters()
  const { share, appealable } = await network.scene.task(task)
  return vote === 'wrong' || vote === 'withheld'
    ? lieCost({ share, appealable }, parameters)
    : softSlash(parameters)
}

const readerOf = ({ requester: chain, content }: MemoryNetwork) =>
  new ConsensusReader({ chain, content })

/** One of five lies. */
async function mixedTask(network: MemoryNetwork): Promise<TaskId> {
  const task = await post(network)
  const right = await network.answer(task)
  const wrong = await network.publish(task, { tokens: [1] })
  await network.vote(task, [right, wrong, right, right, right])
  return task
}

describe('a decided task', () => {
  test('tells who voted what, in which transactions', async () => {
    const network = await openMemoryNetwork()
    const task = await mixedTask(network)
    const reader = readerOf(network)
    const votes = await reader.votes(task)
    expect(votes.map(({ vote }) => vote)).toEqual([
      ...['agreed', 'wrong', 'agreed', 'agreed', 'agreed'],
    ])
    const members = await reader.committee(task)
    expect(votes.map(({ seat, signer }) => ({ seat, signer }))).toEqual(
      members.map(({ seat, signer }) => ({ seat, signer })),
    )
    const { requester } = network
    const events = await requester.getEvents({ fromBlock: 0n, task })
    for (const { member, committedIn, revealedIn } of votes) {
      const hashes = events
        .filter((event) => 'member' in event && event.member === member)
        .map((event) => event.transactionHash)
      expect([committedIn, revealedIn]).toEqual(hashes)
    }
  })

  test('tells what was earned and what was lost, and why', async () => {
    const network = await openMemoryNetwork()
    const task = await mixedTask(network)
    const reader = readerOf(network)
    const payouts = await reader.payouts(task)
    expect(payouts.map(({ member }) => member)).toEqual([0, 2, 3, 4])
    const { output, share } = await reader.task(task)
    expect(new Set(payouts.map(({ amount }) => amount))).toEqual(
      new Set([share]),
    )
    const [liar, ...others] = await reader.slashes(task)
    expect(others).toEqual([])
    const cost = await costOf(network, task, 'wrong')
    expect(liar).toMatchObject({
      task,
      member: 1,
      vote: 'wrong',
      amount: cost,
      cause: 'vote',
      agreed: output,
    })
    expect(liar?.output).not.toBe(liar?.agreed)
    const seat = await reader.seat(liar?.seat ?? -1)
    expect(seat?.balance).toBe(bond - cost)
    const told = await network.requester.getEvents({ fromBlock: 0n, task })
    const transactionOf = (type: string) =>
      told.findLast((event) => event.type === type)?.transactionHash
    expect(payouts[0]?.transactionHash).toBe(transactionOf('task-decided'))
    expect(liar?.transactionHash).toBe(transactionOf('task-decided'))
  })

  test('tells how many gave the output, and when it is final', async () => {
    const network = await openMemoryNetwork({ seats: 10 })
    const task = await mixedTask(network)
    const reader = readerOf(network)
    const verdict = await reader.verdict(task)
    expect(verdict).toMatchObject({
      state: 'decided',
      votes: 4,
      appealable: true,
      isFinal: false,
      overturned: false,
      isVoid: false,
    })
    expect((await reader.task(task)).verdict).toEqual(verdict)
    await network.scene.reach(verdict.appealableUntil ?? 0)
    await network.scene.postNewestRound()
    expect((await reader.verdict(task)).isFinal).toBe(true)
  })

  test('gives a receipt that verifies against the bytes of its output', async () => {
    const network = await openMemoryNetwork()
    const task = await mixedTask(network)
    const receipt = await readerOf(network).receipt(task)
    const bytes = await network.content.get(receipt.output)
    expect(verifyReceipt(receipt, bytes)).toMatchObject({ ok: true })
    expect(JSON.parse(JSON.stringify(receipt))).toEqual(receipt)
    const transactions = receipt.transactions.map(({ type }) => type)
    expect(transactions).toEqual([
      'task-added',
      'committee-drawn',
      ...Array(5).fill('vote-committed'),
      ...Array(5).fill('vote-revealed'),
      'task-decided',
    ])
  })

  test.each([
    ['absent', 'absent'],
    ['withheld', 'withheld'],
    ['unavailable', UNAVAILABLE],
  ] as const)('explains a vote that is %s', async (vote, cast) => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    const right = await network.answer(task)
    await network.vote(task, [right, right, right, right, cast])
    const { requester, scene } = network
    const { addedAt, seed, closed } = await scene.task(task)
    await scene.reach(phasesOf({ addedAt, seed }, networkParameters).deadAt)
    if (!closed) await requester.close(await scene.decided(task))
    const reader = readerOf(network)
    const [slash] = await reader.slashes(task)
    const amount = await costOf(network, task, vote)
    expect(slash).toMatchObject({ member: 4, vote, amount, output: undefined })
    const receipt = await reader.receipt(task)
    expect(receipt.members[4]).toMatchObject({ vote, slashed: `${amount}` })
    const bytes = await network.content.get(receipt.output)
    expect(verifyReceipt(receipt, bytes)).toMatchObject({ ok: true })
  })
})

describe('a task that is not decided', () => {
  test('shows its votes as they come, and has no receipt', async () => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    const reader = readerOf(network)
    network.chain.mine()
    const votesNow = async () =>
      (await reader.votes(task)).map(({ vote }) => vote)
    expect(await votesNow()).toEqual(Array(5).fill('waiting'))
    const right = await network.answer(task)
    const all = Array(5).fill(right)
    await network.scene.commit(task, all)
    expect(await votesNow()).toEqual(Array(5).fill('committed'))
    await network.scene.reveal(task, all.slice(0, 2))
    expect((await votesNow()).slice(0, 3)).toEqual([
      ...['revealed', 'revealed', 'committed'],
    ])
    expect(await reader.payouts(task)).toEqual([])
    expect(await reader.slashes(task)).toEqual([])
    await expect(reader.receipt(task)).rejects.toMatchObject({
      code: 'task-not-decided',
      state: 'open',
    })
  })

  test('calls nobody right or wrong when there was no quorum', async () => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    const votes = [
      digest(1),
      digest(1),
      digest(2),
      UNAVAILABLE,
      'withheld',
    ] as const
    await network.vote(task, votes)
    await network.requester.finalize(task)
    const reader = readerOf(network)
    expect((await reader.votes(task)).map(({ vote }) => vote)).toEqual([
      ...['revealed', 'revealed', 'revealed', 'unavailable', 'withheld'],
    ])
    const [slash] = await reader.slashes(task)
    expect(slash).toMatchObject({ vote: 'withheld', agreed: undefined })
    await expect(reader.receipt(task)).rejects.toMatchObject({
      state: 'undecided',
    })
  })

  test('has no committee once nobody can draw it any more', async () => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    const reader = readerOf(network)
    network.chain.mine({ seconds: 3 * networkParameters.epoch })
    expect(await reader.committee(task)).toEqual([])
    expect(await reader.votes(task)).toEqual([])
    expect((await reader.task(task)).state).toBe('open')
  })
})

describe('lists', () => {
  test('tasks come newest first, page by page', async () => {
    const network = await openMemoryNetwork()
    const ids: TaskId[] = []
    for (const text of ['1', '2', '3', '4', '5']) {
      ids.push(await post(network, text))
      network.chain.mine({ blocks: 3 })
    }
    const reader = readerOf(network)
    for (const blocksPerPage of [1n, 2n, 7n, 1000n]) {
      const listed: TaskId[] = []
      for await (const task of reader.tasks({ blocksPerPage })) {
        listed.push(task.id)
      }
      expect(listed).toEqual([...ids].reverse())
    }
    const third = await reader.task(ids[2] as TaskId)
    const range = { fromBlock: third.addedIn, toBlock: third.addedIn }
    const found: TaskId[] = []
    for await (const task of reader.tasks(range)) found.push(task.id)
    expect(found).toEqual([ids[2]])
  })

  test('nothing is read beyond what was asked for', async () => {
    const network = await openMemoryNetwork()
    await post(network, '1')
    network.chain.mine({ blocks: 10 })
    const newest = await post(network, '2')
    const ranges: bigint[] = []
    const chain = {
      ...network.requester,
      getEvents: (range: Parameters<ChainReader['getEvents']>[0]) => {
        ranges.push(range.fromBlock)
        return network.requester.getEvents(range)
      },
    }
    const reader = new ConsensusReader({ chain })
    for await (const task of reader.tasks({ blocksPerPage: 3n })) {
      expect(task.id).toBe(newest)
      break
    }
    expect(ranges).toHaveLength(1)
  })

  test('seats leave out free slots', async () => {
    const network = await openMemoryNetwork({ seats: 4 })
    const [node] = network.scene.nodes
    await node?.exit(0)
    network.chain.mine({ seconds: 40_000 })
    await node?.withdrawSeat(0)
    const seats = await readerOf(network).seats()
    expect(seats.map(({ seat }) => seat)).toEqual([1, 2, 3])
    expect(await readerOf(network).seat(0)).toBeUndefined()
  })

  test('places come with what they ask, list by list', async () => {
    const network = await openMemoryNetwork({ seats: 4, classes: [0, 2, 0, 1] })
    const { model, scene, requester } = network
    const reader = readerOf(network)
    const { prices } = await reader.parameters()
    const places = await reader.places(model)
    const facts = places.map(({ seat, class: each, index, price }) => [
      ...[seat, each, index, price],
    ])
    expect(facts).toEqual([
      [0, 0, 0, prices[0]],
      [2, 0, 1, prices[0]],
      [3, 1, 0, prices[1]],
      [1, 2, 0, prices[2]],
    ])
    await scene.nodes[0]?.reprice({ seat: 0, class: 3 })
    const next = await reader.places(model, { next: true })
    expect(next.map(({ seat }) => seat)).toEqual([2, 3, 1, 0])
    expect(await reader.places(model)).toEqual(places)
    const [list, ...others] = await reader.lists(model)
    expect(others).toEqual([])
    expect(list).toMatchObject({ model, current: [2, 1, 1, 0] })
    expect(new Set(places.map((place) => place.list))).toEqual(
      new Set([list?.id]),
    )
    expect(await reader.places(cidFromDigest(digest(9)))).toEqual([])
    expect(await requester.getPlaces({ model })).toHaveLength(4)
  })

  test('models come with their CIDs, one of them with its manifest', async () => {
    const network = await openMemoryNetwork()
    const other = cidOf(new TextEncoder().encode('other'))
    await network.requester.registerModel(other)
    const reader = readerOf(network)
    const models = await reader.models()
    expect(models.map(({ model }) => model)).toEqual([network.model, other])
    expect(models[1]?.publisher).toBe(accountOf(0))
    const details = await reader.model(network.model)
    expect(details.manifest).toEqual(network.manifest)
    const { requester: chain } = network
    const bare = await new ConsensusReader({ chain }).model(network.model)
    expect(bare.manifest).toBeUndefined()
  })
})

describe('failures', () => {
  test('what does not exist is named', async () => {
    const network = await openMemoryNetwork()
    const reader = readerOf(network)
    const code = 'task-not-found'
    for (const call of [
      'task',
      'verdict',
      'votes',
      'payouts',
      'slashes',
      'committee',
      'receipt',
    ] as const) {
      await expect(reader[call](digest(9))).rejects.toMatchObject({ code })
    }
    await expect(reader.model(cidFromDigest(digest(9)))).rejects.toMatchObject({
      code: 'model-not-found',
    })
  })

  test('what cannot exist is refused', async () => {
    const network = await openMemoryNetwork()
    const reader = readerOf(network)
    const code = 'invalid-argument'
    await expect(reader.task('0x12')).rejects.toMatchObject({ code })
    await expect(reader.seat(-1)).rejects.toMatchObject({ code })
    await expect(reader.seat(1.5)).rejects.toMatchObject({ code })
    await expect(reader.places('bafy')).rejects.toMatchObject({ code })
    await expect(reader.lists('bafy')).rejects.toMatchObject({ code })
    await expect(reader.model('bafy')).rejects.toMatchObject({ code })
  })

  test('a document that is no manifest is refused', async () => {
    const network = await openMemoryNetwork()
    const model = await network.content.put(new TextEncoder().encode('{}'))
    await network.requester.registerModel(model)
    await expect(readerOf(network).model(model)).rejects.toMatchObject({
      code: 'manifest-invalid',
    })
  })

  test('an aborted call rejects with its reason', async () => {
    const network = await openMemoryNetwork()
    const reader = readerOf(network)
    const options = { signal: AbortSignal.abort('stop') }
    await expect(reader.seats(options)).rejects.toBe('stop')
    await expect(reader.task(digest(9), options)).rejects.toBe('stop')
    await expect(reader.tasks({}, options).next()).rejects.toBe('stop')
    const watching = reader.watch(options)[Symbol.asyncIterator]()
    await expect(watching.next()).rejects.toBe('stop')
  })
})

test('watching tells every event from the first block on', async () => {
  const network = await openMemoryNetwork({ seats: 3 })
  for await (const update of readerOf(network).watch()) {
    if (update.type !== 'blocks') expect.fail('nothing was reorganized')
    const types = update.events.map((event) => event.type)
    expect(types).toEqual([
      'model-registered',
      'seat-joined',
      'list-opened',
      'place-offered',
      ...Array(2).fill(['seat-joined', 'place-offered']).flat(),
    ])
    break
  }
})

test('parameters are those of the deployment', async () => {
  const network = await openMemoryNetwork()
  expect(await readerOf(network).parameters()).toMatchObject(networkParameters)
})
