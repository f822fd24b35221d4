import { cidFromDigest } from '@aichain/base'
import {
  expectEqual,
  expectError,
  expectReason,
  expectThat,
} from '@aichain/base/testing'
import { taskId } from '../core/task/task-id.js'
import { withDigests } from '../core/task/with-digests.js'
import type { Chain, TransactionProgress } from '../ports/chain.js'
import {
  conformanceParameters,
  digest,
  documentCid,
  openScene,
} from './chain-fixture.js'
import type { ChainPromises } from './chain-promises.js'

const { bond, minimumFeePerSeat, slashBps } = conformanceParameters

/** Reads, models, posting of tasks, and how calls are told and aborted. */
export const readingPromises: ChainPromises = {
  'a new deployment is empty': async ({ connect }) => {
    const chain = await connect(0)
    const parameters = await chain.getParameters()
    expectEqual('parameters', parameters, conformanceParameters)
    expectEqual('a task', await chain.getTask(digest(9)), undefined)
    expectEqual('a seat', await chain.getSeat(0), undefined)
    expectEqual('own seat', await chain.getSeatOf(chain.account), undefined)
    expectEqual('seats', await chain.getSeatCount(), 0)
    expectEqual('active seats', await chain.getStayingSeatCount(), 0)
    expectEqual('a model', await chain.getModel(documentCid(9)), undefined)
    expectEqual('models', await chain.getModelCount(), 0)
    expectEqual('credit', await chain.getCredit(chain.account), 0n)
    const code = 'task-unknown'
    await expectError('a committee', chain.getCommittee(digest(9)), code)
  },

  'the head moves with every block': async ({ connect, mine }) => {
    const chain = await connect(0)
    const before = await chain.getHead()
    await mine({ blocks: 2, seconds: 30 })
    const after = await chain.getHead()
    expectEqual('the number', after.number, before.number + 2n)
    const passed = after.timestamp - before.timestamp
    expectThat('60 seconds passed', passed >= 60, passed)
    expectThat('another hash', after.hash !== before.hash, after.hash)
  },

  'a model is registered once and found by digest and by index': async ({
    connect,
  }) => {
    const [alice, bob] = [await connect(0), await connect(1)]
    await alice.registerModel(cidFromDigest(digest(1)))
    await bob.registerModel(cidFromDigest(digest(2)))
    const again = bob.registerModel(cidFromDigest(digest(1)))
    await expectError('a second time', again, 'model-already-registered')
    expectEqual('models', await alice.getModelCount(), 2)
    const second = await alice.getModelAt(1)
    const { registeredAt, ...facts } = second
    const publisher = bob.account
    expectEqual('model 1', facts, {
      model: documentCid(2),
      publisher,
      index: 1,
    })
    const { timestamp } = await alice.getHead()
    expectThat('its time', registeredAt <= timestamp, registeredAt)
    expectEqual('by digest', await bob.getModel(documentCid(2)), second)
    const code = 'model-index-out-of-range'
    await expectError('model 2', alice.getModelAt(2), code)
    const events = await alice.getEvents({ fromBlock: 0n })
    expectEqual(
      'events',
      events.map((event) => event.type === 'model-registered' && event.model),
      [documentCid(1), documentCid(2)],
    )
  },

  "a task's id is known beforehand and its record is what was asked": async (
    fixture,
  ) => {
    const { requester } = await openScene(fixture, 3)
    const { chainId, consensus } = requester.deployment
    for (const nonce of [0n, 1n, 2n ** 64n - 1n]) {
      const contents = { model: documentCid(1), prompt: documentCid(2) }
      const fee = 10n ** 15n
      const order = { ...contents, committeeSize: 3, fee, nonce }
      const { account } = requester
      const where = { chainId, consensus, requester: account }
      const id = taskId({ ...where, ...withDigests(order) })
      const { task, blockNumber } = await requester.addTask(order)
      expectEqual('the id', task, id)
      const { addedAt, ...record } = (await requester.getTask(task)) ?? {}
      expectEqual('the record', record, {
        id,
        requester: requester.account,
        fee,
        addedIn: blockNumber,
        committeeSize: 3,
        state: 'open',
        committed: 0,
        revealed: 0,
        punished: 0,
        winners: 0,
        output: undefined,
      })
      expectEqual('the time', addedAt, (await requester.getHead()).timestamp)
    }
  },

  'posting a task tells its model, prompt and fee': async (fixture) => {
    const { requester } = await openScene(fixture, 3)
    const contents = { model: documentCid(1), prompt: documentCid(2) }
    const [fee, nonce] = [10n ** 15n, 2n ** 63n]
    const order = { ...contents, committeeSize: 3, fee, nonce }
    const {
      task,
      transactionHash: hash,
      blockNumber,
    } = await requester.addTask(order)
    const [event, ...others] = await requester.getEvents({
      fromBlock: blockNumber,
      task,
    })
    expectEqual('other events', others, [])
    const head = await requester.getHead()
    expectEqual('the event', event, {
      type: 'task-added',
      task,
      requester: requester.account,
      model: documentCid(1),
      prompt: documentCid(2),
      fee,
      committeeSize: 3,
      nonce,
      blockNumber,
      blockHash: head.hash,
      logIndex: event?.logIndex,
      transactionHash: hash,
    })
  },

  'a task that cannot be is refused, and costs nothing': async (fixture) => {
    const { requester } = await openScene(fixture, 3)
    const before = await requester.getBalance(requester.account)
    const good = {
      model: documentCid(1),
      prompt: documentCid(2),
      committeeSize: 3,
      fee: 10n ** 15n,
      nonce: 0n,
    }
    const zero = `0x${'00'.repeat(32)}` as const
    const most = ((bond * BigInt(slashBps)) / 10_000n) * 3n
    const refused = [
      ['fee-too-low', { ...good, fee: minimumFeePerSeat * 3n - 1n }],
      ['fee-too-high', { ...good, fee: most + 1n }],
      ['committee-size-out-of-range', { ...good, committeeSize: 2 }],
      ['committee-size-out-of-range', { ...good, committeeSize: 16 }],
      ['empty-digest', { ...good, model: cidFromDigest(zero) }],
      ['empty-digest', { ...good, prompt: cidFromDigest(zero) }],
      ['not-enough-seats', { ...good, committeeSize: 4 }],
    ] as const
    for (const [code, order] of refused) {
      await expectError(code, requester.addTask(order), code)
    }
    const after = await requester.getBalance(requester.account)
    expectEqual('the balance', after, before)
    const fees = [minimumFeePerSeat * 3n, most]
    for (const [index, fee] of fees.entries()) {
      await requester.addTask({ ...good, fee, nonce: BigInt(index) })
    }
  },

  'money that is not there is refused by name': async (fixture) => {
    const { requester } = await openScene(fixture, 3)
    const balance = await requester.getBalance(requester.account)
    const { bond: price } = conformanceParameters
    // The bond is checked first on no chain: value comes before the contract.
    const joining = requester.join({
      owner: requester.account,
      bond: balance + price,
    })
    await expectError('joining', joining, 'insufficient-funds')
  },

  'a write tells its transaction, then its block and its cost': async ({
    connect,
  }) => {
    const chain = await connect(0)
    const told: TransactionProgress[] = []
    const before = await chain.getBalance(chain.account)
    const receipt = await chain.registerModel(cidFromDigest(digest(1)), {
      onProgress: (event) => told.push(event),
    })
    const { transactionHash } = receipt
    expectEqual('progress', told, [
      { type: 'awaiting-signature' },
      { type: 'transaction-sent', transactionHash },
    ])
    const { number } = await chain.getHead()
    expectEqual('the block', receipt.blockNumber, number)
    expectThat('gas was used', receipt.gasUsed > 0n, receipt.gasUsed)
    const paid = before - (await chain.getBalance(chain.account))
    expectEqual('the cost', receipt.gasCost, paid)
  },

  'events are told by range and by task': async (fixture) => {
    const { requester, post } = await openScene(fixture, 3)
    const first = await post({ committeeSize: 3 })
    const { number } = await requester.getHead()
    const second = await post({ committeeSize: 3 })
    const typesIn = async (range: {
      fromBlock: bigint
      toBlock?: bigint
      task?: typeof first
    }) => (await requester.getEvents(range)).map((event) => event.type)
    expectEqual('all', await typesIn({ fromBlock: 0n }), [
      ...['seat-joined', 'seat-joined', 'seat-joined'],
      ...['task-added', 'task-added'],
    ])
    const of = (task: typeof first) => typesIn({ fromBlock: 0n, task })
    expectEqual('of the first', await of(first), ['task-added'])
    expectEqual('of the second', await of(second), ['task-added'])
    const late = await typesIn({ fromBlock: number + 1n })
    expectEqual('after the first', late, ['task-added'])
    const early = await typesIn({ fromBlock: 0n, toBlock: number })
    expectEqual('up to the first', early.length, 4)
  },

  'what would revert is refused before anybody is asked to sign': async (
    fixture,
  ) => {
    const { requester } = await openScene(fixture, 3)
    const told: TransactionProgress[] = []
    const refused = requester.finalize(digest(9), {
      onProgress: (event) => told.push(event),
    })
    await expectError('no task', refused, 'task-unknown')
    expectEqual('progress', told, [])
  },

  'an account finds what it ordered, was given back and took out': async (
    fixture,
  ) => {
    const { requester, nodes, post } = await openScene(fixture, 3)
    const [other] = nodes as [Chain]
    const contents = { model: documentCid(1), prompt: documentCid(2) }
    const order = { ...contents, committeeSize: 3, fee: 10n ** 15n, nonce: 9n }
    const task = await post({ committeeSize: 3 })
    await other.addTask(order)
    await fixture.mine({ seconds: conformanceParameters.unbondingPeriod })
    await other.cancel(task)
    await requester.withdraw()
    const { account } = requester
    const range = { fromBlock: 0n }
    const typesOf = async (chain: Chain, of: typeof account) =>
      (await chain.getEvents({ ...range, account: of })).map(({ type }) => type)
    expectEqual('its own', await typesOf(other, account), [
      ...['task-added', 'task-undecided', 'credit-withdrawn'],
    ])
    const others = await typesOf(requester, other.account)
    expectEqual("the other's", others, ['task-added'])
    const late = (await requester.getHead()).number
    const events = await requester.getEvents({ fromBlock: late, account })
    expectEqual(
      'the newest',
      events.map(({ type }) => type),
      ['credit-withdrawn'],
    )
  },

  'an aborted call rejects with its reason': async ({ connect }) => {
    const chain = await connect(0)
    const options = { signal: AbortSignal.abort('stop') }
    const calls = {
      getHead: chain.getHead(options),
      getTask: chain.getTask(digest(1), options),
      getCommittee: chain.getCommittee(digest(1), options),
      getEvents: chain.getEvents({ fromBlock: 0n }, options),
      registerModel: chain.registerModel(cidFromDigest(digest(1)), options),
    }
    for (const [name, call] of Object.entries(calls)) {
      await expectReason(name, call, 'stop')
    }
    expectEqual('models', await chain.getModelCount(), 0)
  },
}
