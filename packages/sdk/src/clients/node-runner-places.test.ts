import type { InferenceEngine } from '@aichain/inference'
import { InferenceFailedError } from '@aichain/inference'
import { memoryEngine } from '@aichain/inference/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  accountOf,
  liar,
  type NodeParts,
  ofType,
  openRunnerNetwork,
  type RunnerNetwork,
  type TestNode,
} from '../../test/runner-network.js'
import { memoryModel } from '../adapters/memory/model.js'
import { epochAt } from '../core/task/lifecycle.js'
import { modelShelf } from './runner/models/model-shelf.js'

let network: RunnerNetwork

beforeEach(async () => {
  network = await openRunnerNetwork()
})

afterEach(() => network.stop())

const bond = 10n ** 18n

const seatOf = ({ chain }: TestNode) =>
  network.requester.getSeatOf(chain.account)

/** When the next epoch begins, in seconds. */
async function nextEpoch(): Promise<number> {
  const { epoch } = await network.requester.getParameters()
  const { timestamp } = await network.requester.getHead()
  return (epochAt(timestamp, { epoch }) + 1) * epoch
}

/** A second model, and the balance to enter its list as well. */
async function another(index: number, node: TestNode) {
  const { content, chain } = network
  const { model } = await memoryModel(content, { name: `another ${index}` })
  const { seat = 0 } = (await seatOf(node)) ?? {}
  await chain.connect(accountOf(99)).topUp({ seat, amount: bond })
  return model
}

test('the seat is offered once the model has passed, from the next epoch on', async () => {
  const { runner, said, chain } = network.node(1, { priceClass: 2 })
  await runner.join()
  expect((await network.requester.getSeatOf(chain.account))?.place).toBe(
    undefined,
  )
  const from = await nextEpoch()
  await runner.start()
  const { seat, place, balance } = runner.status().seat ?? {}
  expect(said.types().slice(0, 5)).toEqual([
    ...['model-loading', 'self-test-passed', 'transaction-sent'],
    ...['transaction-sent', 'place-offered'],
  ])
  const [offered] = ofType(said.all, 'place-offered')
  expect(offered).toMatchObject({ seat, list: place?.list, class: 2, from })
  // The entrance was paid in beside the bond.
  expect(balance).toBe(bond)
  await network.nextEpoch()
  const list = { model: network.model }
  expect(await network.requester.getPlaces(list)).toHaveLength(1)
})

test('a restart keeps the place and pays nothing', async () => {
  const first = network.node(1)
  await network.open([first])
  expect(await first.runner.stop()).toMatchObject({ isPlaced: false })
  const second = network.node(1)
  await second.runner.start()
  expect(second.said.types()).not.toContain('place-offered')
  expect((await seatOf(second))?.balance).toBe(bond)
})

test('a node that stops for long takes its offer back if it is told to', async () => {
  const node = network.node(1)
  await network.open([node])
  const from = await nextEpoch()
  const stopped = await node.runner.stop({ leave: true })
  expect(stopped).toEqual({ unfinished: [], isPlaced: false })
  const [withdrawn] = ofType(node.said.all, 'offer-withdrawn')
  expect(withdrawn).toMatchObject({ seat: 0, from })
  expect(await seatOf(node)).toMatchObject({ place: undefined, to: undefined })
})

test('whether the place is still there is said when nobody can be reached', async () => {
  const node = network.node(1)
  await network.open([node])
  network.chain.stop()
  expect(await node.runner.stop({ leave: true })).toMatchObject({
    isPlaced: true,
  })
  network.chain.start()
  expect((await seatOf(node))?.place).toBeDefined()
})

test('another class is another price, and no new entrance', async () => {
  const first = network.node(1)
  await network.open([first])
  await first.runner.stop()
  const second = network.node(1, { priceClass: 1 })
  await second.runner.start()
  const [offered] = ofType(second.said.all, 'place-offered')
  expect(offered).toMatchObject({ class: 1 })
  expect(await seatOf(second)).toMatchObject({
    balance: bond,
    place: { class: 1 },
  })
})

test('another model is another list: the seat leaves the one and enters the other', async () => {
  const first = network.node(1)
  await network.open([first])
  await first.runner.stop()
  const model = await another(2, first)
  const second = network.node(1, { model })
  await second.runner.start()
  const [left] = ofType(second.said.all, 'offer-withdrawn')
  const [entered] = ofType(second.said.all, 'place-offered')
  expect(left?.list).toBe(ofType(first.said.all, 'place-offered')[0]?.list)
  expect(entered?.list).not.toBe(left?.list)
  await network.nextEpoch()
  const places = (of: typeof model) =>
    network.requester.getPlaces({ model: of })
  expect(await places(network.model)).toHaveLength(0)
  expect(await places(model)).toHaveLength(1)
})

test('who cannot pay for a place is told, and gets it once the seat is topped up', async () => {
  const { runner, said, chain } = network.node(1)
  await runner.join({ amount: bond })
  await runner.start()
  expect(await said.heard('degraded')).toMatchObject({
    part: 'place',
    error: { code: 'balance-too-low' },
  })
  expect(runner.status()).toMatchObject({ state: 'degraded' })
  await chain.topUp({ seat: 0, amount: bond })
  await said.heard('place-offered')
  await said.heard('recovered', ({ part }) => part === 'place')
  expect(runner.status()).toMatchObject({ state: 'ready' })
})

test('a list that is full for this epoch is entered in the next', async () => {
  await network.startNodes(5)
  // In the first two epochs of a list everybody enters.
  await network.nextEpoch()
  const [sixth, seventh] = [network.node(6), network.node(7)]
  for (const { runner } of [sixth, seventh]) {
    // Each epoch in which a list is full raises the price of a place.
    await runner.join({ amount: 2n * bond })
    await runner.start()
  }
  expect(sixth.said.types()).toContain('place-offered')
  const opensAt = await nextEpoch()
  expect(await seventh.said.heard('entrance-closed')).toMatchObject({ opensAt })
  expect(seventh.runner.status().state).toBe('ready')
  await network.nextEpoch()
  await seventh.said.heard('place-offered')
})

test('a model that fails at work costs the place, and the rest go on', async () => {
  const nodes = await network.startNodes([
    { engine: failingForGood() },
    ...[{}, {}, {}, {}],
  ])
  const [node, ...others] = nodes as [TestNode, ...TestNode[]]
  await network.ask('Still right?')
  await node.said.heard('offer-withdrawn')
  expect(await seatOf(node)).toMatchObject({ place: undefined, balance: bond })
  network.chain.mine({ seconds: 121 })
  for (const { said } of others) {
    expect((await said.heard('settled')).vote).toBe('agreed')
  }
  expect(node.said.types()).not.toContain('committed')
})

/** Passes once; then its memory is broken. */
function failingForGood(): InferenceEngine {
  const good = memoryEngine()
  const bad = memoryEngine({ reply: () => 'other bits' })
  let loads = 0
  return {
    ...good,
    load: async (files, options) => {
      loads += 1
      if (loads > 1) return bad.load(files, options)
      const session = await good.load(files, options)
      let prompts = 0
      return {
        ...session,
        generate: (prompt, call) => {
          prompts += 1
          if (prompts > 1) throw new InferenceFailedError({ reason: 'memory' })
          return session.generate(prompt, call)
        },
      }
    },
  }
}

test('several runners share the weights of two models, a seat each', async () => {
  const { content } = network
  const { model: second } = await memoryModel(content, { name: 'second' })
  let loads = 0
  const inner = memoryEngine()
  const engine: InferenceEngine = {
    ...inner,
    load: (files, options) => {
      loads += 1
      return inner.load(files, options)
    },
  }
  const shelf = modelShelf({ content, engine })
  const models = [network.model, second]
  const nodes = await network.startNodes(
    [0, 1, 2, 3, 4, 5].map((index) => {
      const model = models[index % 2]
      return { shelf, ...(model && { model }) }
    }),
  )
  const small = { committeeSize: 3, minimumPlaces: 3 }
  for (const model of models) {
    const task = await network.ask('Which are you?', { ...small, model })
    const serving = nodes.filter(
      ({ runner }) => runner.status().model === model,
    )
    expect(serving).toHaveLength(3)
    for (const { said } of serving) {
      const settled = await said.heard('settled', (it) => it.task === task)
      expect(settled.vote).toBe('agreed')
    }
  }
  expect(loads).toBe(2)
  for (const { runner } of nodes) await runner.stop()
  await shelf.close()
})

test('a new key takes the seat over from the next epoch on, and the old one finishes', async () => {
  const nodes = await network.startNodes(5)
  const [old] = nodes as [TestNode, ...TestNode[]]
  const { chain, requester } = network
  const { seat = 0 } = (await seatOf(old)) ?? {}
  const { epoch } = await requester.getParameters()
  const from = await nextEpoch()
  const signer = accountOf(20)
  const { account: owner } = old.chain
  const signature = chain.signSigner(signer, {
    ...chain.deployment,
    ...{ seat, owner, epoch: from / epoch },
  })
  await old.chain.setSigner({ seat, signer, ...signature })
  expect(await old.said.heard('signer-replaced')).toMatchObject({
    seat,
    signer,
    from,
  })
  const next = network.node(20)
  expect(await next.runner.join()).toMatchObject({ seat })
  await next.runner.start()

  const answered = async (question: string, by: TestNode, not: TestNode) => {
    const task = await network.ask(question)
    const settled = await by.said.heard('settled', (it) => it.task === task)
    expect(settled.vote).toBe('agreed')
    const told = not.said.all.map((it) => ('task' in it ? it.task : ''))
    expect(told).not.toContain(task)
  }
  await answered('Before?', old, next)
  await network.nextEpoch()
  await answered('After?', next, old)
})

test('a weak seat is told so, and what its votes are worth', async () => {
  await network.stop()
  // A lie may cost more than what is left of a seat that was not put out.
  network = await openRunnerNetwork({ parameters: { slashBps: 6000 } })
  const [node] = await network.startNodes([
    { engine: liar(memoryEngine()) },
    ...[{}, {}, {}, {}],
  ])
  const dear = { share: (45n * bond) / 100n }
  const first = await network.ask('Right?', dear)
  await node?.said.heard('settled', (it) => it.task === first)
  expect(await node?.said.heard('seat-weak')).toMatchObject({
    seat: 0,
    balance: bond - dear.share,
    required: (6n * bond) / 10n,
  })
  const second = await network.ask('Again?')
  const settled = await node?.said.heard('settled', (it) => it.task === second)
  expect(settled).toMatchObject({ vote: 'uncounted', earned: 0n, slashed: 0n })
  expect(settled?.explanation.summary).toContain('less than a lie costs')
})

test('what a key has earned is collected, rewards only by the owner', async () => {
  const tip = 10n ** 12n
  const rounds: NodeParts['rounds'] = {
    fetch: async (round) => network.signedRound(round),
  }
  const nodes = await network.startNodes(Array(5).fill({ rounds }))
  // What is earned makes up for the entrance first.
  const entrance = bond / 50n
  const paid = { share: 2n * entrance, roundTip: tip }
  const task = await network.ask('For a tip?', { seed: 'beacon', ...paid })
  network.chain.mine({ seconds: 12 })
  for (const { said } of nodes) await said.heard('settled')
  const committee = await network.requester.getCommittee(task)
  const posters = nodes.filter(({ said }) =>
    said.types().includes('round-posted'),
  )
  // Who is drawn first posts first, as each can foresee.
  expect(posters.map(({ chain }) => chain.account)).toEqual([
    committee[0]?.signer,
  ])
  const [poster] = posters
  expect(await poster?.runner.collect()).toEqual({
    credit: tip,
    rewards: entrance,
  })
  expect(await poster?.runner.collect()).toEqual({ credit: 0n, rewards: 0n })
  const others = nodes.filter((node) => node !== poster)
  expect(await others[0]?.runner.collect()).toEqual({
    credit: 0n,
    rewards: entrance,
  })
  await expect
    .poll(() => others[0]?.runner.status().seat?.balance)
    .toBe(bond + entrance)
})

test('rewards are for the owner, whose key this is not', async () => {
  const { runner } = network.node(1)
  await runner.join({ owner: accountOf(50) })
  expect(await runner.collect()).toEqual({ credit: 0n, rewards: 0n })
})

test('a round that somebody else posts serves nodes without a source of rounds', async () => {
  const nodes = await network.startNodes(5)
  await network.ask('Whose round?', { seed: 'beacon' })
  network.chain.mine({ seconds: 12 })
  const { requester } = network
  const { beacon, seedDelay } = await requester.getParameters()
  const [added] = (await requester.getEvents({ fromBlock: 0n })).filter(
    ({ type }) => type === 'task-added',
  )
  if (added?.type !== 'task-added') throw new TypeError('no task')
  const { addedAt = 0 } = (await requester.getTask(added.task)) ?? {}
  const after = (addedAt + seedDelay - beacon.genesis) / beacon.period
  const round = Math.ceil(after) + 1
  const { signature } = network.signedRound(round)
  await requester.postRound({ round, signature })
  for (const { said } of nodes) {
    expect((await said.heard('settled')).vote).toBe('agreed')
    expect(said.types()).not.toContain('round-posted')
  }
})
