import { memoryEngine } from '@aichain/inference/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Death, mortal } from '../../test/mortal.js'
import {
  liar,
  type NodeParts,
  ofType,
  openRunnerNetwork,
  type RunnerNetwork,
  share,
  type TestNode,
} from '../../test/runner-network.js'
import { memoryJournal } from '../adapters/memory/journal.js'

// A node may die at any moment. Whatever it left behind, another one on the
// same journal must finish the vote, and nothing must be lost.

let network: RunnerNetwork

beforeEach(async () => {
  network = await openRunnerNetwork()
})

afterEach(() => network.stop())

const deaths: readonly Death[] = [
  { call: 'write', when: 'before' },
  { call: 'write', when: 'after' },
  { call: 'commit', when: 'before' },
  { call: 'commit', when: 'after' },
  { call: 'reveal', when: 'before' },
  { call: 'reveal', when: 'after' },
  { call: 'put', when: 'before' },
  { call: 'put', when: 'after' },
]

/** Four nodes that live, of these parts, and one that dies where it is told. */
async function openWithMortal(
  death: Death,
  parts: readonly NodeParts[] = [{}, {}, {}, {}],
) {
  const records = new Map<string, string>()
  // It joins in an earlier life, so that the journal's first write is its vote's.
  const [earlier, ...others] = await network.startNodes([{ records }, ...parts])
  await earlier?.runner.stop()
  const { chain, content, journal, died } = mortal(death)
  const node = network.node(1, {
    bendChain: chain,
    content: content(network.content),
    journal: journal(memoryJournal({ records })),
  })
  await node.runner.start()
  return { others, node, records, died }
}

/** Four nodes without faults, and one of other parts. */
async function openWith(parts: NodeParts): Promise<TestNode> {
  const [node] = await network.startNodes([parts, {}, {}, {}, {}])
  return node as TestNode
}

function restartOn(records: ReadonlyMap<string, string>): TestNode {
  // A copy: the dead process cannot change it any more.
  return network.node(1, { records: new Map(records) })
}

test.each(deaths)(
  'a node killed $when $call votes after its restart',
  async (death) => {
    const { others, node, records, died } = await openWithMortal(death)
    const task = await network.ask('Still there?')
    await died
    const restarted = restartOn(records)
    await restarted.runner.start()

    const settled = await restarted.said.heard('settled')
    expect(settled).toMatchObject({ task, vote: 'agreed', slashed: 0n })
    for (const { said } of others) {
      expect((await said.heard('settled')).vote).toBe('agreed')
    }
    const { account } = restarted.chain
    const { bond } = await network.requester.getParameters()
    const seat = await network.requester.getSeatOf(account)
    expect(seat?.balance).toBe(bond + settled.earned)
    expect(settled.earned).toBe(share)
    // By the first, if it got so far before it died, or by the second.
    await Promise.race(
      [node, restarted].map(({ said }) => said.heard('published')),
    )
  },
)

test.each(deaths)(
  'a node killed $when $call sends no second commitment',
  async (death) => {
    const { records, died } = await openWithMortal(death)
    const task = await network.ask('Twice?')
    await died
    const restarted = restartOn(records)
    await restarted.runner.start()
    await restarted.said.heard('settled')
    const events = await network.requester.getEvents({ fromBlock: 0n, task })
    const commits = events.filter(({ type }) => type === 'vote-committed')
    expect(commits).toHaveLength(5)
    expect(restarted.said.types()).not.toContain('error')
  },
)

test('a reveal that waited through a long outage of the node is in time', async () => {
  const { records, died } = await openWithMortal({
    call: 'reveal',
    when: 'before',
  })
  await network.ask('Wait for me?')
  await died
  // The commit window is 120 s, the reveal window 300 s.
  network.chain.mine({ seconds: 400 })
  const restarted = restartOn(records)
  await restarted.runner.start()
  expect(await restarted.said.heard('ready')).toMatchObject({ recovered: 1 })
  expect(await restarted.said.heard('settled')).toMatchObject({
    vote: 'agreed',
    slashed: 0n,
  })
})

test('a vote is found in the journal also where its block is not read again', async () => {
  const { records, died } = await openWithMortal({
    call: 'reveal',
    when: 'before',
  })
  await network.ask('Long ago?')
  await died
  records.delete('progress')
  network.chain.mine({ blocks: 5_100, seconds: 0 })
  const restarted = restartOn(records)
  await restarted.runner.start()
  expect(await restarted.said.heard('settled')).toMatchObject({
    vote: 'agreed',
    slashed: 0n,
  })
})

test('a vote that cannot be revealed any more is reported with what it cost', async () => {
  const { others, records, died } = await openWithMortal({
    call: 'reveal',
    when: 'before',
  })
  await network.ask('Too late?')
  await died
  for (const { said } of others) await said.heard('committed')
  network.chain.mine({ seconds: 121 })
  for (const { said } of others) await said.heard('settled')
  network.chain.mine({ seconds: 300 })
  network.chain.mine({ seconds: 3600 })
  const restarted = restartOn(records)
  await restarted.runner.start()
  expect(await restarted.said.heard('settled')).toMatchObject({
    vote: 'withheld',
    earned: 0n,
    slashed: share,
  })
})

test('the others finalize once, in turn, what one left open', async () => {
  const lies = ['one', 'two'].map((lie) => ({
    engine: liar(memoryEngine(), lie),
  }))
  const death: Death = { call: 'reveal', when: 'before' }
  const { others, died } = await openWithMortal(death, [...lies, {}, {}])
  const task = await network.ask('Who closes?')
  await died
  for (const { said } of others) await said.heard('revealed')
  const { chain } = network
  chain.setAutoMine(false)
  chain.mine({ seconds: 430 })
  await expect.poll(chain.pending, { timeout: 10_000 }).toBe(1)
  chain.setAutoMine(true)
  chain.mine()
  for (const { said } of others) {
    expect((await said.heard('settled')).vote).toBe('undecided')
  }
  const finalized = others.flatMap(({ said }) => ofType(said.all, 'finalized'))
  expect(finalized).toMatchObject([{ task }])
})

test('an outcome is told once, also over restarts', async () => {
  const records = new Map<string, string>()
  const first = await openWith({ records })
  const task = await network.ask('Once?')
  await first.said.heard('settled')
  await first.said.heard('published')
  await first.runner.stop()

  const second = network.node(1, { records })
  await second.runner.start()
  expect(await second.said.heard('ready')).toMatchObject({ recovered: 0 })
  const next = await network.ask('And then?')
  await second.said.heard('settled', (it) => it.task === next)
  const told = ofType(second.said.all, 'settled').map((it) => it.task)
  expect(told).not.toContain(task)
})

test('the journal forgets votes whose task is past every deadline', async () => {
  const records = new Map<string, string>()
  const first = await openWith({ records })
  const task = await network.ask('Forget me?')
  await first.said.heard('settled')
  await first.runner.stop()
  expect([...records.keys()]).toEqual(['progress', `vote-${task}`])

  network.chain.mine({ seconds: 120 + 300 + 3600 })
  const second = network.node(1, { records })
  await second.runner.start()
  expect([...records.keys()]).toEqual(['progress'])
})

test('a task that was missed while the node was down is told once', async () => {
  const records = new Map<string, string>()
  const [first, ...others] = await network.startNodes([
    { records },
    ...[{}, {}, {}, {}],
  ])
  await first?.runner.stop()
  const task = await network.ask('Where are you?')
  for (const { said } of others) await said.heard('committed')
  network.chain.mine({ seconds: 130 })
  for (const { said } of others) await said.heard('settled')

  const second = network.node(1, { records })
  await second.runner.start()
  // From then on nobody will close it: what absence costs is known.
  network.chain.mine({ seconds: 290 })
  network.chain.mine({ seconds: 3600 + 60 })
  expect(await second.said.heard('settled')).toMatchObject({
    task,
    vote: 'absent',
    slashed: 0n,
    explanation: {
      summary:
        'The others decided the task without this seat, which lost nothing.',
    },
  })
  await expect.poll(() => second.runner.status().openTasks).toEqual([])
  await second.runner.stop()

  const third = network.node(1, { records })
  await third.runner.start()
  const next = await network.ask('And now?')
  await third.said.heard('settled', (it) => it.task === next)
  expect(ofType(third.said.all, 'settled')).toHaveLength(1)
})
