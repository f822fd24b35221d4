import { cidFromDigest, cidOf, digestFromCid } from '@aichain/base'
import { describe, expect, test } from 'vitest'
import { openEjected } from '../../../test/ejected-network.js'
import {
  accountOf,
  type MemoryNetwork,
  networkParameters,
  openMemoryNetwork,
} from '../../../test/memory-network.js'
import {
  clientOf,
  collect,
  fee,
  listen,
  requestOf,
  typesOf,
} from '../../../test/task-listener.js'
import { keptOf } from '../../core/money/slash.js'
import { phasesOf } from '../../core/task/lifecycle.js'
import type { TaskId } from '../../core/task/task.js'
import { UNAVAILABLE, votedOutput } from '../../core/vote/unavailable.js'
import {
  ChainUnreachableError,
  TransactionRejectedError,
} from '../../errors/chain.js'
import {
  SeedNotReadyError,
  TaskNotOpenError,
} from '../../errors/contract-tasks.js'
import type { Chain, ChainReader } from '../../ports/chain.js'
import { digest, saltOf, type Vote } from '../../testing/chain-fixture.js'
import type { TaskPatience } from './task-patience.js'

const { commitWindow, revealWindow, unit } = networkParameters
/** From here on anybody may close a task that nobody answered. */
const wholeCourt = commitWindow + revealWindow
const seconds = (count: number) => count * 1000

const post = (network: MemoryNetwork, patience: Partial<TaskPatience> = {}) =>
  clientOf(network, { patience }).submit(requestOf(network))

/** What the chain tells of a task's posting. */
async function postingOf({ requester }: MemoryNetwork, task: TaskId) {
  const [added] = await requester.getEvents({ fromBlock: 0n, task })
  if (added?.type !== 'task-added') throw new TypeError('no such task')
  return added
}

/** A chain that behaves as `change` says. */
function changed(
  network: MemoryNetwork,
  change: Partial<Chain>,
): MemoryNetwork {
  return { ...network, requester: { ...network.requester, ...change } }
}

/** A chain without a wallet. */
function readerOf(chain: Chain): ChainReader {
  const { account: _, addTask: __, finalize: ___, ...reader } = chain
  return reader
}

/** Votes and closes a task of five. */
async function close(
  network: MemoryNetwork,
  task: `0x${string}`,
  votes: readonly Vote[],
) {
  await network.vote(task, votes)
  const record = await network.requester.getTask(task)
  if (record?.state === 'open') await network.requester.finalize(task)
}

describe('a refund', () => {
  test.each<[string, readonly Vote[], string]>([
    [
      'below the quorum',
      [digest(1), digest(1), digest(1), digest(2), digest(3)],
      'below-quorum',
    ],
    [
      'when too few reveal',
      [digest(1), digest(1), digest(1), 'withheld', 'absent'],
      'below-quorum',
    ],
    [
      'when the quorum could not get the input',
      [digest(1), UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE],
      'unavailable',
    ],
    [
      'when nobody votes',
      ['absent', 'absent', 'absent', 'absent', 'absent'],
      'no-votes',
    ],
  ])('is the end %s', async (_, votes, reason) => {
    const network = await openMemoryNetwork()
    const { requester } = network
    const task = await post(network)
    await close(network, task.id, votes)
    const told = await collect(task.updates())
    // Where members worked, a part is kept for them.
    const kept =
      reason === 'no-votes'
        ? 0n
        : keptOf({ committeeSize: 5 }, networkParameters)
    const refund = { amount: fee - kept, kept, reason }
    expect(told.at(-1)).toMatchObject({ type: 'refund', ...refund })
    await expect(task.answer()).rejects.toMatchObject({
      code: 'task-refunded',
      ...refund,
    })
    expect(await requester.getCredit(requester.account)).toBe(fee - kept)
  })

  test('that came back with the round’s tip counts it', async () => {
    const network = await openMemoryNetwork()
    const roundTip = networkParameters.minimumShare
    const request = requestOf(network, { seed: 'beacon', roundTip })
    const task = await clientOf(network).submit(request)
    const { scene, requester } = network
    await scene.reach(
      phasesOf(await scene.task(task.id), scene.parameters).revealEnd,
    )
    await requester.finalize(task.id)
    const shares = ((fee - roundTip) / unit / 5n) * unit * 5n
    expect((await collect(task.updates())).at(-1)).toMatchObject({
      ...{ type: 'refund', kept: 0n, reason: 'not-drawn' },
      amount: shares + roundTip,
    })
  })

  test('a member that could not get the input is told as such', async () => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    const votes = [UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, 'absent']
    await close(network, task.id, votes as Vote[])
    const told = await collect(task.updates())
    const reveals = told.filter((each) => each.type === 'vote-revealed')
    expect(reveals.map(({ output, count, of }) => [output, count, of])).toEqual(
      [
        ...[
          ['unavailable', 1, 4],
          ['unavailable', 2, 4],
        ],
        ...[
          ['unavailable', 3, 4],
          ['unavailable', 4, 4],
        ],
      ],
    )
  })
})

describe('a task that no committee can answer', () => {
  /** Of eight places that count, four are of seats that are out. */
  async function undrawable() {
    const network = await openEjected()
    const { requester, scene } = network
    const { task } = await requester.addTask(scene.order({ share: fee / 5n }))
    return { network, task }
  }

  test('is cancelled at once, and its fee is there to be withdrawn', async () => {
    const { network, task } = await undrawable()
    const { requester, chain } = network
    const handle = await clientOf(network).resume(task)
    const { told, ended } = listen(handle)
    const { timestamp } = chain.mine()
    const end = await ended
    expect(end).toMatchObject({ type: 'refund', reason: 'not-drawn' })
    expect(typesOf(told)).not.toContain('committee-drawn')
    const after = await requester.getHead()
    expect(after.timestamp).toBeLessThan(timestamp + 5)
    expect(await requester.getCredit(requester.account)).toBe(fee)
  })

  test("is not cancelled by who follows another's", async () => {
    const { network, task } = await undrawable()
    const { chain, requester } = network
    const other = chain.connect(accountOf(60))
    const handle = await clientOf(network, { chain: other }).resume(task)
    const { ended } = listen(handle)
    chain.mine()
    await network.clock.advance(seconds(20))
    expect((await requester.getTask(task))?.state).toBe('open')
    chain.mine({ seconds: wholeCourt })
    await network.clock.advance(seconds(10))
    expect(await ended).toMatchObject({ type: 'refund', reason: 'not-drawn' })
  })

  test('is told from one that nobody voted on, also when it is long over', async () => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    await close(network, task.id, Array(5).fill('absent'))
    // Lists have forgotten the epoch that the committee followed from.
    network.chain.mine({ seconds: 3 * networkParameters.epoch })
    const code = 'task-not-open'
    const { requester } = network
    await expect(requester.getCommittee(task.id)).rejects.toMatchObject({
      code,
    })
    await expect(task.answer()).rejects.toMatchObject({ reason: 'no-votes' })
  })
})

describe('an output that is not what was asked for', () => {
  test.each<[string, object, object]>([
    [
      'of another model',
      { model: cidOf(new Uint8Array([1])) },
      { code: 'output-mismatch', field: 'model' },
    ],
    [
      'of another prompt',
      { prompt: cidOf(new Uint8Array([2])) },
      { code: 'output-mismatch', field: 'prompt' },
    ],
    ['of no known kind', { finishReason: 'done' }, { code: 'output-invalid' }],
    ['with more than belongs there', { more: 1 }, { code: 'output-invalid' }],
  ])('%s is an error, never an answer', async (_, change, expected) => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    const output = await network.publish(task.id, change)
    await network.vote(task.id, Array(5).fill(output))
    const told = await collect(task.updates())
    expect(told.at(-2)).toMatchObject({ type: 'decided' })
    expect(told.at(-1)).toMatchObject({
      type: 'error',
      error: { ...expected, task: task.id, output: cidFromDigest(output) },
    })
    await expect(task.answer()).rejects.toMatchObject(expected)
  })

  test('without canonical form is an error', async () => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    const output = await network.content.put(new TextEncoder().encode('Paris'))
    await network.vote(task.id, Array(5).fill(digestFromCid(output)))
    await expect(task.answer()).rejects.toMatchObject({
      code: 'output-invalid',
    })
  })

  test('is found out where the content store finds it', async () => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    const output = await network.answer(task.id)
    network.content.tamper(cidFromDigest(output))
    await network.vote(task.id, Array(5).fill(output))
    await expect(task.answer()).rejects.toMatchObject({
      code: 'output-unavailable',
      cause: { code: 'content-tampered' },
    })
  })

  test('is found out where the content store does not look', async () => {
    const network = await openMemoryNetwork()
    const posted = await post(network)
    const output = await network.answer(posted.id)
    await network.vote(posted.id, Array(5).fill(output))
    const forged = new TextEncoder().encode('{"type":"aichain/output/1"}')
    const content = { ...network.content, get: async () => forged }
    const task = await clientOf(network, { content }).resume(posted.id)
    await expect(task.answer()).rejects.toMatchObject({
      code: 'output-unavailable',
      cause: { code: 'content-tampered' },
    })
  })
})

describe('a content store that stops', () => {
  async function decided(patience: Partial<TaskPatience> = {}) {
    const network = await openMemoryNetwork()
    const task = await post(network, patience)
    const output = await network.answer(task.id)
    await network.vote(task.id, Array(5).fill(output))
    network.content.stop()
    return { network, task, output: cidFromDigest(output) }
  }

  test('and comes back delays the answer only', async () => {
    const { network, task } = await decided()
    const { ended, until } = listen(task)
    await until('decided')
    await network.clock.advance(seconds(20))
    network.content.start()
    await network.clock.advance(seconds(10))
    expect(await ended).toMatchObject({ type: 'answer' })
  })

  test('for good is an error that names what is missing; nothing is lost', async () => {
    const { network, task, output } = await decided({ output: seconds(30) })
    const { ended, until } = listen(task)
    await until('decided')
    await network.clock.advance(seconds(31))
    expect(await ended).toMatchObject({
      type: 'error',
      error: {
        code: 'output-unavailable',
        task: task.id,
        output,
        cause: { code: 'content-store-unreachable' },
      },
    })
    network.content.start()
    const again = await clientOf(network).resume(task.id)
    expect((await again.answer()).outputCid).toBe(output)
  })

  test('longer than the call may take is told as the same', async () => {
    const { network, task, output } = await decided()
    const { ended, until } = listen(task, { timeout: seconds(5) })
    await until('decided')
    await network.clock.advance(seconds(5))
    expect(await ended).toMatchObject({
      type: 'error',
      error: {
        code: 'output-unavailable',
        output,
        cause: { code: 'content-store-unreachable' },
      },
    })
  })

  test('a server that never answers is asked again', async () => {
    const network = await openMemoryNetwork()
    const posted = await post(network)
    await network.agree(posted.id)
    let asked = 0
    const content = {
      ...network.content,
      get: (cid: Parameters<typeof network.content.get>[0]) => {
        asked += 1
        return asked === 1
          ? new Promise<never>(() => {})
          : network.content.get(cid)
      },
    }
    const task = await clientOf(network, { content }).resume(posted.id)
    const { ended, until } = listen(task)
    await until('decided')
    await network.clock.advance(seconds(20))
    expect(await ended).toMatchObject({ type: 'answer' })
    expect(asked).toBe(2)
  })
})

describe('a task that nobody closes', () => {
  test('is closed by the client, once others had their chance', async () => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    const { ended } = listen(task)
    network.chain.mine({ seconds: wholeCourt })
    await network.clock.advance(seconds(4))
    const before = await network.requester.getTask(task.id)
    expect(before?.state).toBe('open')
    await network.clock.advance(seconds(2))
    expect(await ended).toMatchObject({ type: 'refund', reason: 'no-votes' })
  })

  test('because a quorum has revealed needs nobody to be decided', async () => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    const output = await network.answer(task.id)
    await network.vote(task.id, [output, output, output, output, 'withheld'])
    const { ended } = listen(task)
    await network.clock.advance(seconds(6))
    expect(await ended).toMatchObject({ type: 'answer' })
  })

  test('is closed on a chain that makes blocks only for transactions', async () => {
    const network = await openMemoryNetwork()
    const { requester, chain, clock } = network
    const onDemand = changed(network, {
      // Time there passes with the transaction, not before it.
      finalize: async (task, options) => {
        chain.mine({ seconds: wholeCourt })
        return requester.finalize(task, options)
      },
    })
    const task = await post(onDemand)
    const { ended, until } = listen(task)
    await until('committee-drawn')
    await clock.advance(seconds(wholeCourt + 10))
    expect(await ended).toMatchObject({ type: 'refund', reason: 'no-votes' })
  })

  test('is an error when the chain never lets it be closed', async () => {
    const network = await openMemoryNetwork()
    let attempts = 0
    const refusing = changed(network, {
      finalize: async () => {
        attempts += 1
        throw new ChainUnreachableError()
      },
    })
    const task = await post(refusing)
    const { ended } = listen(task)
    network.chain.mine({ seconds: wholeCourt })
    await network.clock.advance(seconds(60))
    // The chain goes on; only the task does not.
    network.chain.mine()
    await network.clock.advance(seconds(70))
    const record = await network.requester.getTask(task.id)
    expect(await ended).toMatchObject({
      type: 'error',
      error: {
        ...{ code: 'task-timeout', task: task.id },
        transactionHash: task.transactionHash,
        deadline: (record?.addedAt ?? 0) + commitWindow + revealWindow,
        cause: { code: 'chain-unreachable' },
      },
    })
    expect(attempts).toBeGreaterThan(3)
  })

  test('because the chain makes no blocks is another error', async () => {
    const network = await openMemoryNetwork()
    const stuck = changed(network, {
      finalize: (_, options) =>
        new Promise((_, reject) => {
          options?.signal?.addEventListener('abort', () =>
            reject(options.signal?.reason),
          )
        }),
    })
    const task = await post(stuck)
    const { told, ended } = listen(task)
    const { number } = network.chain.mine({ seconds: wholeCourt })
    await network.clock.advance(seconds(130))
    expect(await ended).toMatchObject({
      type: 'error',
      error: {
        ...{ code: 'chain-stopped', task: task.id, blockNumber: number },
        ...{ transactionHash: task.transactionHash, isRetryable: false },
      },
    })
    const silence = told.find((each) => each.type === 'reconnecting')
    expect(silence).toMatchObject({ reason: 'no-blocks' })
  })

  test('is left to others where there is no wallet', async () => {
    const network = await openMemoryNetwork()
    const { id } = await post(network)
    const { requester, chain, clock, scene } = network
    const task = await clientOf(network, { chain: readerOf(requester) }).resume(
      id,
    )
    const { ended } = listen(task)
    chain.mine({ seconds: wholeCourt })
    await clock.advance(seconds(60))
    expect((await requester.getTask(id))?.state).toBe('open')
    await scene.nodes[0]?.finalize(id)
    await clock.advance(seconds(6))
    expect(await ended).toMatchObject({ type: 'refund', reason: 'no-votes' })
  })

  test('is not put before a wallet again that refused', async () => {
    const network = await openMemoryNetwork()
    let asked = 0
    const refusing = changed(network, {
      finalize: async () => {
        asked += 1
        throw new TransactionRejectedError()
      },
    })
    const task = await post(refusing)
    const { ended } = listen(task)
    network.chain.mine({ seconds: wholeCourt })
    await network.clock.advance(seconds(60))
    expect(asked).toBe(1)
    await network.scene.nodes[0]?.finalize(task.id)
    await network.clock.advance(seconds(6))
    expect(await ended).toMatchObject({ type: 'refund', reason: 'no-votes' })
  })

  test('is followed while the transaction that closes it waits', async () => {
    const network = await openMemoryNetwork()
    const { requester, scene } = network
    let isStopped = false
    const slow = changed(network, {
      finalize: (_, options) =>
        new Promise((_, reject) => {
          options?.signal?.addEventListener('abort', () => {
            isStopped = true
            reject(options.signal?.reason)
          })
        }),
    })
    const task = await post(slow)
    const { ended } = listen(task)
    network.chain.mine({ seconds: wholeCourt })
    await network.clock.advance(seconds(10))
    await (scene.nodes[0] ?? requester).finalize(task.id)
    expect(await ended).toMatchObject({ type: 'refund', reason: 'no-votes' })
    expect(isStopped).toBe(true)
  })

  test('a bug of the adapter that closes it is not hidden', async () => {
    const network = await openMemoryNetwork()
    const broken = changed(network, {
      finalize: async () => {
        throw new RangeError('a bug of the adapter')
      },
    })
    const task = await post(broken)
    const { ended } = listen(task)
    network.chain.mine({ seconds: wholeCourt })
    await network.clock.advance(seconds(10))
    await expect(ended).rejects.toThrow('a bug of the adapter')
  })

  test('is not closed twice when a node was faster', async () => {
    const network = await openMemoryNetwork()
    const { requester, scene } = network
    const [node] = scene.nodes as [Chain]
    const raced = changed(network, {
      finalize: async (task, options) => {
        await node.finalize(task)
        return requester.finalize(task, options)
      },
    })
    const task = await post(raced)
    const { ended } = listen(task)
    network.chain.mine({ seconds: wholeCourt })
    await network.clock.advance(seconds(6))
    expect(await ended).toMatchObject({ type: 'refund' })
  })
})

describe('a chain that stops', () => {
  test('for good is an error', async () => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    const { ended, until } = listen(task)
    await until('committee-drawn')
    network.chain.stop()
    await network.clock.advance(seconds(31))
    expect(await ended).toMatchObject({
      type: 'error',
      error: {
        ...{ code: 'chain-lost', task: task.id, isRetryable: false },
        cause: { code: 'chain-unreachable' },
      },
    })
  })

  test('and comes back delays the answer only, and is told at once', async () => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    const { told, ended, until } = listen(task)
    await until('committee-drawn')
    const stoppedAt = network.clock.now()
    network.chain.stop()
    await network.clock.advance(seconds(20))
    const reconnecting = told.find((each) => each.type === 'reconnecting')
    expect(reconnecting).toMatchObject({ reason: 'unreachable' })
    expect(reconnecting?.at).toBeLessThanOrEqual(stoppedAt + seconds(8))
    expect(typesOf(told)).not.toContain('reconnected')
    network.chain.start()
    await network.agree(task.id)
    expect(await ended).toMatchObject({ type: 'answer' })
    const troubles = typesOf(told).filter((type) => type.startsWith('reconn'))
    expect(troubles).toEqual(['reconnecting', 'reconnected'])
  })

  test('without a word is told while it is waited for', async () => {
    const network = await openMemoryNetwork()
    let isDeaf = false
    const deaf = changed(network, {
      getTask: (task, options) =>
        isDeaf
          ? new Promise<never>(() => {})
          : network.requester.getTask(task, options),
    })
    const task = await post(deaf)
    const { told, ended, until } = listen(task)
    await until('committee-drawn')
    isDeaf = true
    await network.clock.advance(seconds(9))
    const reconnecting = told.find((each) => each.type === 'reconnecting')
    expect(reconnecting).toMatchObject({ reason: 'unreachable' })
    isDeaf = false
    await network.agree(task.id)
    await network.clock.advance(seconds(10))
    expect(await ended).toMatchObject({ type: 'answer' })
  })

  test('making blocks is told, and ends nothing', async () => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    const { told, ended, until } = listen(task)
    await until('committee-drawn')
    const since = network.clock.now()
    await network.clock.advance(seconds(31))
    await until('reconnecting')
    const silence = told.find((each) => each.type === 'reconnecting')
    expect(silence).toMatchObject({ reason: 'no-blocks', since })
    network.chain.mine()
    await until('reconnected')
    await network.agree(task.id)
    expect(await ended).toMatchObject({ type: 'answer' })
  })

  test('before following begins, for good, is an error too', async () => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    network.chain.stop()
    const { ended } = listen(task)
    await network.clock.advance(seconds(60))
    expect(await ended).toMatchObject({
      type: 'error',
      error: {
        ...{ code: 'chain-lost', task: task.id, isRetryable: false },
        cause: { code: 'chain-unreachable' },
      },
    })
  })

  test('for a moment before following begins changes nothing', async () => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    network.chain.stop()
    const { told, ended } = listen(task)
    await network.clock.advance(seconds(5))
    expect(typesOf(told)).toContain('reconnecting')
    network.chain.start()
    await network.agree(task.id)
    await network.clock.advance(seconds(10))
    expect(await ended).toMatchObject({ type: 'answer' })
    expect(typesOf(told)).toContain('reconnected')
  })

  test('before following begins, without a word, is told', async () => {
    const network = await openMemoryNetwork()
    let isDeaf = false
    let hear = () => {}
    const deaf = changed(network, {
      getHead: async (options) => {
        if (isDeaf) {
          await new Promise<void>((resolve) => {
            hear = resolve
          })
        }
        return network.requester.getHead(options)
      },
    })
    const task = await post(deaf)
    isDeaf = true
    const { told, ended, until } = listen(task)
    await until('posted')
    await network.clock.advance(seconds(4))
    expect(told.at(-1)).toMatchObject({
      ...{ type: 'reconnecting', reason: 'unreachable' },
    })
    isDeaf = false
    hear()
    await network.agree(task.id)
    await network.clock.advance(seconds(10))
    expect(await ended).toMatchObject({ type: 'answer' })
    expect(typesOf(told)).toContain('reconnected')
  })

  /** Every read of the task for which `isDown` says so fails, counted from 1. */
  const flaky = (network: MemoryNetwork, isDown: (read: number) => boolean) => {
    let reads = 0
    return changed(network, {
      getTask: async (task, options) => {
        reads += 1
        if (isDown(reads)) throw new ChainUnreachableError()
        return network.requester.getTask(task, options)
      },
    })
  }

  test('whose reads fail now and then is read again', async () => {
    const network = await openMemoryNetwork()
    const down = [1, 2, 4, 5, 7, 8, 10]
    const task = await post(flaky(network, (read) => down.includes(read)))
    await network.agree(task.id)
    const { told, ended } = listen(task)
    await network.clock.advance(seconds(10))
    expect(await ended).toMatchObject({ type: 'answer' })
    expect(typesOf(told)).not.toContain('reconnecting')
  })

  test('whose reads never succeed twice in a row is given up', async () => {
    const network = await openMemoryNetwork()
    const task = await post(flaky(network, (read) => read % 3 !== 0))
    await network.agree(task.id)
    const { ended } = listen(task)
    await network.clock.advance(seconds(130))
    expect(await ended).toMatchObject({
      type: 'error',
      error: {
        ...{ code: 'chain-lost', task: task.id, isRetryable: false },
        cause: { code: 'chain-unreachable' },
      },
    })
  })

  test('whose reads always fail is given up, though its blocks are seen', async () => {
    const network = await openMemoryNetwork()
    const blind = changed(network, {
      getCommittee: async () => {
        throw new ChainUnreachableError()
      },
    })
    const task = await post(blind)
    const { ended } = listen(task)
    await network.clock.advance(seconds(125))
    expect(await ended).toMatchObject({
      type: 'error',
      error: {
        ...{ code: 'chain-lost', task: task.id, isRetryable: false },
        cause: { code: 'chain-unreachable' },
      },
    })
  })

  test('no event is needed to finish', async () => {
    const network = await openMemoryNetwork()
    const { requester } = network
    const deaf = changed(network, {
      watch: async function* (options) {
        for await (const update of requester.watch(options)) {
          yield update.type === 'blocks' ? { ...update, events: [] } : update
        }
      },
    })
    const task = await post(deaf)
    const { told, ended, until } = listen(task)
    await until('committee-drawn')
    await network.agree(task.id)
    await network.clock.advance(seconds(6))
    await ended
    expect(typesOf(told)).toEqual([
      ...['transaction-sent', 'prompt-stored', 'posted', 'committee-drawn'],
      ...Array(5).fill('vote-committed'),
      ...Array(5).fill('vote-revealed'),
      ...['decided', 'answer'],
    ])
  })
})

test('blocks that have nothing of the task cause no reads', async () => {
  const network = await openMemoryNetwork()
  const { requester, chain } = network
  let reads = 0
  const counted = changed(network, {
    getTask: (task, options) => {
      reads += 1
      return requester.getTask(task, options)
    },
  })
  const task = await post(counted)
  const { ended, until } = listen(task)
  await until('committee-drawn')
  const before = reads
  for (let block = 0; block < 50; block += 1) {
    chain.mine()
    await Promise.resolve()
  }
  await network.agree(task.id)
  await ended
  // One for each of the votes at most, and one for the receipt.
  expect(reads - before).toBeLessThanOrEqual(12)
})

describe('a reorganization', () => {
  test('that moves the task is told, and everything again as it now stands', async () => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    const { told, ended, until } = listen(task)
    await until('committee-drawn')
    network.chain.reorganize({ depth: 1 })
    await until('committee-drawn', 2)
    await network.agree(task.id)
    await ended
    const types = typesOf(told).filter((type) => !type.startsWith('vote'))
    expect(types).toEqual([
      ...['transaction-sent', 'prompt-stored', 'posted', 'committee-drawn'],
      ...['reorganized', 'posted', 'committee-drawn', 'decided', 'answer'],
    ])
  })

  test('is told though the task is decided, and has forgotten its block, when it is seen', async () => {
    const network = await openMemoryNetwork()
    const { requester } = network
    let release = () => {}
    let held: Promise<void> | undefined
    let reads = 0
    const slow = changed(network, {
      getTask: async (task, options) => {
        reads += 1
        await held
        return requester.getTask(task, options)
      },
      // Nothing is known of the committee before the decision tells it.
      getCommittee: async (task, options) => {
        const record = await requester.getTask(task)
        if (record?.state !== 'open')
          return requester.getCommittee(task, options)
        throw new SeedNotReadyError({ task, blockOrRound: 0n })
      },
    })
    const task = await post(slow)
    const { told, ended } = listen(task)
    await expect.poll(() => reads).toBeGreaterThan(0)
    await network.clock.whenSleeping()
    held = new Promise((resolve) => {
      release = resolve
    })
    network.chain.reorganize({ depth: 1 })
    const before = reads
    await expect.poll(() => reads).toBeGreaterThan(before)
    await network.agree(task.id)
    held = undefined
    release()
    await ended
    const types = typesOf(told).filter((type) => !type.startsWith('vote'))
    expect(types).toEqual([
      ...['transaction-sent', 'prompt-stored', 'posted', 'reorganized'],
      ...['posted', 'committee-drawn', 'decided', 'answer'],
    ])
  })

  test('that drops the task waits for it to come back', async () => {
    const network = await openMemoryNetwork()
    const { chain, clock } = network
    const task = await post(network)
    const { told, ended, until } = listen(task)
    await until('committee-drawn')
    const { order } = await postingOf(network, task.id)
    chain.setAutoMine(false)
    chain.reorganize({ depth: 1, keepTransactions: false })
    await until('reorganized')
    await clock.advance(seconds(30))
    chain.setAutoMine(true)
    // The network still had the transaction: it posts the same task again.
    await network.requester.addTask(order)
    await until('posted', 2)
    await network.agree(task.id)
    expect(await ended).toMatchObject({ type: 'answer' })
    const posted = told.filter((each) => each.type === 'posted')
    expect(posted.map((each) => each.task)).toEqual([task.id, task.id])
    expect(posted[0]?.transactionHash).not.toBe(posted[1]?.transactionHash)
  })

  test('that drops the task for good is an error; the fee was not taken', async () => {
    const network = await openMemoryNetwork()
    const { requester } = network
    const before = await requester.getBalance(requester.account)
    const task = await post(network)
    const { ended, until } = listen(task)
    await until('committee-drawn')
    network.chain.reorganize({ depth: 1, keepTransactions: false })
    await network.clock.advance(seconds(61))
    expect(await ended).toMatchObject({
      type: 'error',
      error: { code: 'task-dropped', task: task.id },
    })
    expect(await requester.getBalance(requester.account)).toBe(before)
  })

  test('that takes back votes is told, and then the votes that stand', async () => {
    const network = await openMemoryNetwork()
    const { scene, chain } = network
    const task = await post(network)
    const output = await network.answer(task.id)
    const votes = Array(5).fill(output)
    const { told, ended, until } = listen(task)
    chain.mine()
    await scene.commit(task.id, votes)
    await until('vote-committed', 5)
    chain.reorganize({ depth: 2, keepTransactions: false })
    await until('reorganized')
    await until('vote-committed', 8)
    const counts = told
      .filter((each) => each.type === 'vote-committed')
      .map(({ count }) => count)
    expect(counts).toEqual([1, 2, 3, 4, 5, 1, 2, 3])
    chain.mine({ seconds: commitWindow + revealWindow })
    await network.clock.advance(seconds(10))
    expect(await ended).toMatchObject({
      type: 'refund',
      reason: 'below-quorum',
    })
  })

  test('that takes back the decision while the output is read is noticed', async () => {
    const network = await openMemoryNetwork()
    const { chain, requester } = network
    const posted = await post(network)
    const output = await network.answer(posted.id)
    let isFirst = true
    const content = {
      ...network.content,
      get: async (cid: Parameters<typeof network.content.get>[0]) => {
        if (isFirst) {
          isFirst = false
          // The reveal that decided, and the late one after it.
          chain.reorganize({ depth: 2, keepTransactions: false })
        }
        return network.content.get(cid)
      },
    }
    const task = await clientOf(network, { content }).resume(posted.id)
    await network.vote(posted.id, Array(5).fill(output))
    const { told, ended, until } = listen(task)
    await until('reorganized')
    expect((await requester.getTask(task.id))?.state).toBe('open')
    expect(told.some((each) => each.type === 'answer')).toBe(false)
    // The fourth reveal comes again, and decides again.
    const member = 3
    const salt = saltOf(task.id, member)
    const shown = votedOutput(output)
    await requester.reveal({ task: task.id, member, output: shown, salt })
    expect(await ended).toMatchObject({ type: 'answer' })
    expect(typesOf(told).filter((type) => type === 'decided')).toHaveLength(2)
  })

  test('of blocks that have nothing to do with the task is not told', async () => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    network.chain.mine({ blocks: 3 })
    const { told, ended, until } = listen(task)
    await until('committee-drawn')
    network.chain.reorganize({ depth: 2 })
    await network.agree(task.id)
    await ended
    expect(typesOf(told)).not.toContain('reorganized')
  })

  test('a server that has not heard of the task yet takes nothing back', async () => {
    const network = await openMemoryNetwork()
    const { requester } = network
    let reads = 0
    const lagging = changed(network, {
      getTask: async (task, options) => {
        reads += 1
        return reads <= 2 ? undefined : requester.getTask(task, options)
      },
    })
    const task = await post(lagging)
    const { told, ended } = listen(task)
    await network.agree(task.id)
    await network.clock.advance(seconds(5))
    await ended
    expect(typesOf(told)).not.toContain('reorganized')
  })

  test('an end that only the pending block knows takes nothing back', async () => {
    const network = await openMemoryNetwork()
    const { scene, chain, requester } = network
    let isEnding = false
    let refused = 0
    const early = changed(network, {
      // A decision that waits for its block: refused there, open in the newest.
      getCommittee: async (task, options) => {
        if (!isEnding) return requester.getCommittee(task, options)
        refused += 1
        throw new TaskNotOpenError({ task, state: 'decided' })
      },
    })
    const task = await post(early)
    const output = await network.answer(task.id)
    const { told, ended, until } = listen(task)
    chain.mine()
    await scene.commit(task.id, [output, ...Array(4).fill('absent')])
    await until('vote-committed')
    isEnding = true
    await network.clock.advance(seconds(6))
    await expect.poll(() => refused).toBeGreaterThan(0)
    isEnding = false
    chain.mine({ seconds: wholeCourt })
    await network.clock.advance(seconds(10))
    expect(await ended).toMatchObject({ type: 'refund' })
    expect(typesOf(told)).not.toContain('reorganized')
    expect(typesOf(told).filter((type) => type === 'posted')).toHaveLength(1)
  })

  test.each(['an older block', 'a block before the task'])(
    'a server that answers once from %s takes nothing back',
    async (which) => {
      const network = await openMemoryNetwork()
      const { scene, chain, requester } = network
      let isBehind = false
      const lagging = changed(network, {
        getTask: async (task, options) => {
          const record = await requester.getTask(task, options)
          if (!isBehind) return record
          if (which === 'an older block')
            return record && { ...record, committed: 0 }
          isBehind = false
          return undefined
        },
        getCommittee: async (task, options) => {
          const members = await requester.getCommittee(task, options)
          if (!isBehind) return members
          isBehind = false
          return members.map((each) => ({ ...each, ballot: { type: 'none' } }))
        },
      })
      const task = await post(lagging)
      const output = await network.answer(task.id)
      const { told, ended, until } = listen(task)
      chain.mine()
      await scene.commit(task.id, [output, ...Array(4).fill('absent')])
      await until('vote-committed')
      isBehind = true
      await network.clock.advance(seconds(6))
      await expect.poll(() => isBehind).toBe(false)
      await network.clock.advance(seconds(6))
      chain.mine({ seconds: wholeCourt })
      await network.clock.advance(seconds(10))
      expect(await ended).toMatchObject({ type: 'refund' })
      expect(typesOf(told)).not.toContain('reorganized')
      expect(typesOf(told).filter((type) => type === 'posted')).toHaveLength(1)
    },
  )
})

describe('time', () => {
  test('that runs out is told as the last step', async () => {
    const network = await openMemoryNetwork()
    const task = await post(network)
    const { ended, until } = listen(task, { timeout: seconds(10) })
    await until('committee-drawn')
    await network.clock.advance(seconds(10))
    expect(await ended).toMatchObject({
      type: 'error',
      error: {
        ...{ code: 'answer-timeout', timeout: seconds(10), task: task.id },
        ...{ transactionHash: task.transactionHash, isRetryable: false },
      },
    })
  })

  test('given to ask is for posting and answering together', async () => {
    const network = await openMemoryNetwork()
    const { chain, clock } = network
    chain.setAutoMine(false)
    const asking = clientOf(network)
      .ask(requestOf(network), { timeout: seconds(10) })
      .catch((error) => error)
    await expect.poll(() => chain.pending()).toBe(1)
    await clock.advance(seconds(6))
    chain.mine()
    await clock.whenSleeping(2)
    await clock.advance(seconds(3))
    let isOver = false
    void asking.then(() => {
      isOver = true
    })
    await clock.advance(999)
    expect(isOver).toBe(false)
    await clock.advance(1)
    const [added] = await network.requester
      .getEvents({ fromBlock: 0n })
      .then((events) => events.filter(({ type }) => type === 'task-added'))
    expect(await asking).toMatchObject({
      ...{ code: 'answer-timeout', timeout: seconds(10) },
      ...(added?.type === 'task-added' && { task: added.task }),
    })
  })
})
