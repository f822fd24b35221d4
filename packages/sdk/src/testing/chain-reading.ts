import { cidFromDigest } from '@aichain/base'
import {
  expectEqual,
  expectError,
  expectReason,
  expectThat,
} from '@aichain/base/testing'
import { pricesOf } from '../core/money/price.js'
import { hardSlash } from '../core/money/slash.js'
import { listId } from '../core/task/list-id.js'
import { orderWords } from '../core/task/order-words.js'
import type { Order, TaskId } from '../core/task/task.js'
import { taskId } from '../core/task/task-id.js'
import { checked } from '../errors/checked.js'
import type { Chain, TransactionProgress } from '../ports/chain.js'
import { conformanceParameters, digest, documentCid } from './chain-fixture.js'
import type { ChainPromises } from './chain-promises.js'
import { openScene, passEpochs, type Scene } from './chain-scene.js'
import { eventBodies } from './event-bodies.js'

const { unit } = conformanceParameters

/** The id that an order of this account will have. */
function idOf({ account, deployment }: Chain, order: Order): TaskId {
  const words = checked(orderWords(order, unit), 'order', order)
  const { chainId, consensus } = deployment
  return taskId({ chainId, consensus, requester: account, order: words })
}

/** Reads, models, posting of tasks, and how calls are told and aborted. */
export const readingPromises: ChainPromises = {
  'a new deployment is empty': async ({ connect }) => {
    const chain = await connect(0)
    const { account } = chain
    const parameters = await chain.getParameters()
    const { address } = parameters.beacon
    expectEqual('parameters', parameters, {
      ...conformanceParameters,
      prices: pricesOf(conformanceParameters),
      hardSlash: hardSlash(conformanceParameters),
      beacon: { ...conformanceParameters.beacon, address },
    })
    const list = { model: documentCid(1) }
    const reads = {
      task: chain.getTask(digest(9)),
      terms: chain.getTerms(digest(9)),
      verdict: chain.getVerdict(digest(9)),
      appeal: chain.getAppeal(digest(9)),
      seat: chain.getSeat(0),
      'own seat': chain.getSeatOf(account),
      list: chain.getList(list),
      round: chain.getRound(1_000),
      model: chain.getModel(documentCid(9)),
      allowance: chain.getAllowance({ payer: account, key: account }),
    }
    for (const [name, read] of Object.entries(reads))
      expectEqual(name, await read, undefined)
    expectEqual('held', await chain.getHeld(digest(9)), 0n)
    expectEqual('seats', await chain.getSeatCount(), 0)
    expectEqual('lists', await chain.getLists(list.model), [])
    expectEqual('places', await chain.getPlaces(list), [])
    expectEqual('models', await chain.getModelCount(), 0)
    expectEqual('credit', await chain.getCredit(account), 0n)
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
    const { requester, order, terms } = await openScene(fixture, 3)
    for (const nonce of [0n, 1n, 2n ** 64n - 1n]) {
      const asked = order({ committeeSize: 3, nonce })
      const id = idOf(requester, asked)
      const { task, blockNumber } = await requester.addTask(asked)
      expectEqual('the id', task, id)
      const { addedAt, ...record } = (await requester.getTask(task)) ?? {}
      expectEqual('the record', record, {
        id,
        state: 'open',
        seed: 'block',
        committeeSize: 3,
        share: asked.share,
        addedIn: blockNumber,
        roundTip: 0n,
        requester: requester.account,
        ...{ committed: 0, revealed: 0, winners: 0, punished: 0 },
        ...{ convened: false, closed: false, appealable: false },
        ...{ isAppeal: false, unavailable: false },
        output: undefined,
      })
      expectEqual('the time', addedAt, (await requester.getHead()).timestamp)
      const { account } = requester
      const told = { requester: account, order: asked }
      expectEqual('the terms', await terms(task), told)
      expectEqual('the verdict', await requester.getVerdict(task), {
        state: 'open',
        committeeSize: 3,
        votes: 0,
        ...{ isFinal: false, isVoid: false, overturned: false },
        appealable: false,
      })
    }
  },

  'posting a task tells its list and its order': async (fixture) => {
    const { requester, order } = await openScene(fixture, 3)
    const asked = order({ committeeSize: 3, nonce: 2n ** 63n })
    const receipt = await requester.addTask(asked)
    const { task, transactionHash, blockNumber } = receipt
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
      list: listId(asked),
      order: asked,
      blockNumber,
      blockHash: head.hash,
      logIndex: event?.logIndex,
      transactionHash,
    })
  },

  'a task costs a share for each member, and the tip of its round': async (
    fixture,
  ) => {
    const { requester, order, parameters } = await openScene(fixture, 4)
    const share = parameters.minimumShare + 3n * unit
    const asked = order({
      ...{ committeeSize: 4, share },
      ...{ seed: 'beacon', roundTip: 5n * unit },
    })
    const before = await requester.getBalance(requester.account)
    const { task, gasCost } = await requester.addTask(asked)
    const after = await requester.getBalance(requester.account)
    expectEqual('paid', before - after - gasCost, 4n * share + 5n * unit)
    const record = await requester.getTask(task)
    expectEqual('the tip', record?.roundTip, 5n * unit)
    expectEqual('the seed', record?.seed, 'beacon')
  },

  'a task that cannot be is refused, and costs nothing': async (fixture) => {
    const scene = await openScene(fixture, 3)
    const { requester, order, parameters } = scene
    const before = await requester.getBalance(requester.account)
    await refuseOrders(scene)
    const after = await requester.getBalance(requester.account)
    expectEqual('the balance', after, before)
    for (const share of [parameters.minimumShare, parameters.hardSlash])
      await requester.addTask(order({ committeeSize: 3, share }))
  },

  'an order counts once, and many can come together': async (fixture) => {
    const { requester, order } = await openScene(fixture, 3)
    const orders = [1, 2, 3].map((prompt) =>
      order({ committeeSize: 3, prompt: documentCid(prompt) }),
    )
    const before = await requester.getBalance(requester.account)
    const { tasks, gasCost } = await requester.addTasks(orders)
    expectEqual(
      'the ids',
      tasks,
      orders.map((each) => idOf(requester, each)),
    )
    const paid = before - (await requester.getBalance(requester.account))
    const shares = orders.reduce((sum, { share }) => sum + 3n * share, 0n)
    expectEqual('paid', paid - gasCost, shares)
    const [first] = orders as [Order]
    await expectError('again', requester.addTask(first), 'task-exists')
    const together = requester.addTasks([{ ...first, nonce: 99n }, first])
    await expectError('among others', together, 'task-exists')
    const known = await requester.getTask(idOf(requester, first))
    expectEqual('the first', known?.state, 'open')
  },

  'an amount that is no multiple of the unit is refused by name': async (
    fixture,
  ) => {
    const { requester, order } = await openScene(fixture, 3)
    const { account: owner } = requester
    const { bond, minimumShare } = conformanceParameters
    const calls = {
      share: requester.addTask(
        order({ committeeSize: 3, share: minimumShare + 1n }),
      ),
      tip: requester.addTask(
        order({ committeeSize: 3, seed: 'beacon', roundTip: 1n }),
      ),
      stake: requester.join({ owner, amount: bond + 1n }),
      deposit: requester.deposit({ account: owner, amount: 1n }),
    }
    await Promise.all(
      Object.entries(calls).map(([name, call]) =>
        expectError(name, call, 'not-whole-units'),
      ),
    )
    const most = 2n ** 64n * unit
    const endless = requester.addTask(order({ committeeSize: 3, share: most }))
    await expectError('no word holds it', endless, 'invalid-argument')
  },

  'money that is not there is refused by name': async ({ connect }) => {
    const chain = await connect(0)
    const balance = await chain.getBalance(chain.account)
    const { bond } = conformanceParameters
    const amount = ((balance + bond) / unit) * unit
    const joining = chain.join({ owner: chain.account, amount })
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
    const { number: opened } = await requester.getHead()
    const first = await post({ committeeSize: 3 })
    const { number } = await requester.getHead()
    const second = await post({ committeeSize: 3 })
    const typesIn = async (range: {
      fromBlock: bigint
      toBlock?: bigint
      task?: TaskId
    }) => (await requester.getEvents(range)).map((event) => event.type)
    const joined = ['seat-joined', 'place-offered']
    expectEqual('before', await typesIn({ fromBlock: 0n, toBlock: opened }), [
      ...['seat-joined', 'list-opened', 'place-offered'],
      ...[...joined, ...joined],
    ])
    const all = ['task-added', 'task-added']
    expectEqual('tasks', await typesIn({ fromBlock: opened + 1n }), all)
    const of = (task: TaskId) => typesIn({ fromBlock: 0n, task })
    expectEqual('of the first', await of(first), ['task-added'])
    expectEqual('of the second', await of(second), ['task-added'])
    const late = await typesIn({ fromBlock: number + 1n })
    expectEqual('after the first', late, ['task-added'])
    const early = await typesIn({ fromBlock: 0n, toBlock: number })
    expectEqual('up to the first', early.length, 8)
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

  'an account finds what it ordered, was given back, paid in and took out':
    async (fixture) => {
      const scene = await openScene(fixture, 3)
      const { requester, nodes, post, order, parameters } = scene
      const [other] = nodes as [Chain]
      const { account } = requester
      const task = await post({
        ...{ committeeSize: 3, seed: 'beacon', roundTip: unit },
      })
      await other.addTask(order({ committeeSize: 3 }))
      await other.deposit({ account, amount: unit })
      const { commitWindow, revealWindow } = parameters
      await fixture.mine({ seconds: commitWindow + revealWindow + 60 })
      await other.finalize(task)
      await requester.withdraw()
      const typesOf = async (chain: Chain, of: typeof account) =>
        (await chain.getEvents({ fromBlock: 0n, account: of })).map(
          ({ type }) => type,
        )
      expectEqual('its own', await typesOf(other, account), [
        ...['task-added', 'credit-deposited', 'round-tip-returned'],
        ...['task-undecided', 'credit-withdrawn'],
      ])
      const others = await typesOf(requester, other.account)
      expectEqual("the other's", others, ['task-added'])
      const { number } = await requester.getHead()
      const newest = await eventBodies(requester, {
        fromBlock: number,
        account,
      })
      const amount = 3n * parameters.minimumShare + 2n * unit
      const withdrawn = { type: 'credit-withdrawn', account, amount }
      expectEqual('the newest', newest, [withdrawn])
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

async function refuseOrders(scene: Scene): Promise<void> {
  const { requester, order, parameters, fixture } = scene
  const good = order({ committeeSize: 3 })
  const zero = cidFromDigest(`0x${'00'.repeat(32)}`)
  const { minimumShare, hardSlash: most } = parameters
  const author = { address: requester.account, shareBps: 100 }
  const refused: readonly (readonly [string, Partial<Order>])[] = [
    ['share-too-low', { share: minimumShare - unit }],
    ['share-too-high', { share: most + unit }],
    ['committee-size-out-of-range', { committeeSize: 2 }],
    ['committee-size-out-of-range', { committeeSize: 16 }],
    ['empty-digest', { model: zero }],
    ['empty-digest', { prompt: zero }],
    ['tip-without-round', { roundTip: unit }],
    ['not-enough-places', { committeeSize: 4 }],
    ['not-enough-places', { minimumPlaces: 4 }],
    ['not-enough-places', { model: documentCid(9) }],
    ['not-enough-places', { author }],
  ]
  for (const [code, change] of refused) {
    const asking = requester.addTask({ ...good, ...change })
    await expectError(code, asking, code)
  }
  // Nobody serves a list before the epoch after the first offer.
  const late = await fixture.connect(9)
  const model = documentCid(5)
  const { bond } = parameters
  const { seat } = await late.join({ owner: late.account, amount: 2n * bond })
  await late.offer({ seat, list: { model }, class: 0 })
  const early = requester.addTask({ ...good, model })
  await expectError('too early', early, 'not-enough-places')
  await passEpochs(fixture, late, 1)
  const single = requester.addTask({ ...good, model })
  await expectError('one of three', single, 'not-enough-places')
}
