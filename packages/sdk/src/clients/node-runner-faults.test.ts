import { manualClock } from '@aichain/base/testing'
import type { InferenceEngine } from '@aichain/inference'
import { InferenceFailedError } from '@aichain/inference'
import { memoryEngine } from '@aichain/inference/testing'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  endless,
  type NodeParts,
  ofType,
  openRunnerNetwork,
  type RunnerNetwork,
  type TestNode,
} from '../../test/runner-network.js'
import { memoryJournal } from '../adapters/memory/journal.js'
import {
  DuplicateRunnerError,
  JournalUnavailableError,
} from '../errors/runner.js'
import type { Chain } from '../ports/chain.js'
import type { Journal } from '../ports/journal.js'

let network: RunnerNetwork

beforeEach(async () => {
  network = await openRunnerNetwork()
})

afterEach(() => network.stop())

/** Four nodes without faults, and one of other parts. */
async function openWith(parts: NodeParts): Promise<{
  readonly others: readonly TestNode[]
  readonly node: TestNode
}> {
  const started = await network.startNodes([{}, {}, {}, {}, parts])
  return { others: started.slice(0, 4), node: started[4] as TestNode }
}

async function bondOf({ chain }: TestNode) {
  return (await network.requester.getSeatOf(chain.account))?.balance ?? 0n
}

test('a chain that stops makes nodes degraded, and they recover alone', async () => {
  const nodes = await network.startNodes(5)
  const task = await network.ask('Are you there?')
  network.chain.stop()
  for (const { said, runner } of nodes) {
    expect(await said.heard('degraded')).toMatchObject({ part: 'chain' })
    expect(runner.status()).toMatchObject({
      state: 'degraded',
      broken: ['chain'],
    })
  }
  network.chain.start()
  for (const { said, runner } of nodes) {
    expect(await said.heard('settled')).toMatchObject({ task, vote: 'agreed' })
    expect(runner.status().state).toBe('ready')
    expect(ofType(said.all, 'degraded')).toHaveLength(1)
  }
})

test('a content store that stops before the prompt is read only delays the vote', async () => {
  const nodes = await network.startNodes(5)
  network.content.stop()
  const prompt = 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'
  await network.ask('', { prompt })
  for (const { said } of nodes) {
    expect(await said.heard('degraded')).toMatchObject({ part: 'content' })
  }
  // Past the moment from which a missing prompt counts as unavailable: but who
  // cannot reach its own store cannot say that it is missing.
  network.chain.mine({ seconds: 70 })
  network.content.start()
  await network.content.put(new TextEncoder().encode('hello'))
  for (const { said } of nodes) {
    await said.heard('recovered')
    expect((await said.heard('settled')).vote).toBe('agreed')
    expect(said.types()).not.toContain('prompt-unavailable')
  }
})

test('a content store that stops before the reveal delays only the output', async () => {
  const { content } = network
  let go = () => {}
  const told = new Promise<void>((resolve) => {
    go = resolve
  })
  const last: NodeParts = {
    bendChain: (chain) => ({
      ...chain,
      commit: async (vote, options) => {
        await told
        content.stop()
        return chain.commit(vote, options)
      },
    }),
  }
  const nodes = await network.startNodes([last, {}, {}, {}, {}])
  await network.ask('Where is it?')
  for (const { said } of nodes.slice(1)) await said.heard('committed')
  go()
  for (const { said } of nodes) {
    expect((await said.heard('settled')).vote).toBe('agreed')
    expect(said.types()).not.toContain('published')
  }
  content.start()
  for (const { said } of nodes) await said.heard('published')
})

test('a full disk: nothing is committed that the journal does not hold', async () => {
  let isFull = true
  const records = new Map<string, string>()
  const disk = memoryJournal({ records })
  const journal: Journal = {
    ...disk,
    write: async (key, value, options) => {
      if (isFull && key.startsWith('vote-')) {
        const reason = 'the disk is full'
        throw new JournalUnavailableError({ path: '/journal', reason })
      }
      return disk.write(key, value, options)
    },
  }
  const { others, node } = await openWith({ journal })
  const task = await network.ask('Room?')
  expect(await node.said.heard('degraded')).toMatchObject({ part: 'journal' })
  for (const { said } of others) await said.heard('committed')
  expect(node.said.types()).not.toContain('committed')
  isFull = false
  await node.said.heard('recovered', ({ part }) => part === 'journal')
  expect(await node.said.heard('settled')).toMatchObject({
    task,
    vote: 'agreed',
  })
})

test('a session that fails is loaded and tested again, and the vote goes on', async () => {
  const { others, node } = await openWith({ engine: failingOnce() })
  await network.ask('Try again?')
  expect(await node.said.heard('degraded')).toMatchObject({ part: 'engine' })
  expect((await node.said.heard('settled')).vote).toBe('agreed')
  expect(ofType(node.said.all, 'self-test-passed')).toHaveLength(2)
  expect(node.runner.status().broken).toEqual([])
  for (const { said } of others) await said.heard('settled')
})

/** The first prompt after the golden vectors kills the session. */
function failingOnce(): InferenceEngine {
  const engine = memoryEngine()
  let prompts = 0
  return {
    ...engine,
    load: async (files, options) => {
      const session = await engine.load(files, options)
      return {
        ...session,
        generate: (prompt, call) => {
          prompts += 1
          if (prompts === 2) throw new InferenceFailedError({ reason: 'crash' })
          return session.generate(prompt, call)
        },
      }
    },
  }
}

test('two runners with one key: one votes, the other says so and sends nothing', async () => {
  const { others, node } = await openWith({})
  const twin = network.node(5)
  await twin.runner.start()
  const task = await network.ask('Which of us?')
  const settled = await node.said.heard('settled')
  expect(settled).toMatchObject({ task, vote: 'agreed', slashed: 0n })
  for (const { said } of others) await said.heard('settled')
  await twin.said.heard('settled')
  const errors = [...node.said.all, ...twin.said.all].filter(
    (update) =>
      update.type === 'error' && update.error instanceof DuplicateRunnerError,
  )
  expect(errors).toMatchObject([{ task }])
  const events = await network.requester.getEvents({ fromBlock: 0n, task })
  expect(events.filter(({ type }) => type === 'vote-committed')).toHaveLength(5)
  expect(await bondOf(node)).toBe(10n ** 18n + settled.earned)
})

test('a lost journal: the vote on-chain is not its own, so it is left alone', async () => {
  let commits = 0
  const bendChain = (chain: Chain): Chain => ({
    ...chain,
    commit: (vote, options) => {
      commits += 1
      const commitment = `0x${'ab'.repeat(32)}` as const
      return chain.commit({ ...vote, commitment }, options)
    },
  })
  const { node } = await openWith({ bendChain })
  const task = await network.ask('Whose is this?')
  const { error } = await node.said.heard('error')
  expect(error).toBeInstanceOf(DuplicateRunnerError)
  expect(error).toMatchObject({ task, actual: `0x${'ab'.repeat(32)}` })
  expect(commits).toBe(1)
})

test('a commitment that vanished in a reorganization is sent again, the same', async () => {
  const { node } = await openWith({
    bendChain: (chain) => ({ ...chain, commit: once(chain.commit) }),
  })
  const task = await network.ask('Twice?')
  await node.said.heard('settled')
  const commits = ofType(node.said.all, 'committed')
  expect(commits).toHaveLength(2)
  expect(commits[0]?.commitment).toBe(commits[1]?.commitment)
  const [member] = (await network.requester.getCommittee(task)).filter(
    ({ signer }) => signer === node.chain.account,
  )
  expect(member?.ballot.type).toBe('revealed')
})

/** After the first commitment its block is replaced by an empty one. */
function once(commit: Chain['commit']): Chain['commit'] {
  let count = 0
  return async (vote, options) => {
    const receipt = await commit(vote, options)
    count += 1
    if (count === 1) {
      network.chain.reorganize({ depth: 1, keepTransactions: false })
    }
    return receipt
  }
}

test('a reveal that vanished in a reorganization is sent again', async () => {
  let reveals = 0
  const { node } = await openWith({
    bendChain: (chain) => ({
      ...chain,
      reveal: async (vote, options) => {
        const receipt = await chain.reveal(vote, options)
        reveals += 1
        if (reveals === 1) {
          network.chain.reorganize({ depth: 1, keepTransactions: false })
        }
        return receipt
      },
    }),
  })
  await network.ask('Again?')
  await node.said.heard('reorganized')
  await node.said.heard('settled')
  expect(reveals).toBe(2)
  expect(ofType(node.said.all, 'settled').at(-1)).toMatchObject({
    vote: 'agreed',
    slashed: 0n,
  })
})

test('a decision that is undone is finished again, and told again', async () => {
  const nodes = await network.startNodes(5)
  const task = await network.ask('Final?')
  for (const { said } of nodes) await said.heard('settled')
  // The reveal that decided is undone, and the one after it. Their senders must
  // notice although they had finished.
  network.chain.reorganize({ depth: 2, keepTransactions: false })
  expect((await network.requester.getTask(task))?.state).toBe('open')
  const winners = async () => (await network.requester.getTask(task))?.winners
  await expect.poll(winners).toBe(0b11111)
  const reveals = nodes.flatMap(({ said }) => ofType(said.all, 'revealed'))
  expect(reveals).toHaveLength(7)
})

/** A node at work among seats that never vote. */
async function openAlone(parts: NodeParts): Promise<TestNode> {
  const node = network.node(1, parts)
  await network.openAlone(node)
  return node
}

test('a task whose block is undone is forgotten', async () => {
  const clock = manualClock()
  const { runner, said } = await openAlone({ clock })
  const task = await network.ask('Was I here?')
  await said.heard('committed')
  expect(runner.status().openTasks).toEqual([task])
  network.chain.reorganize({ depth: 2, keepTransactions: false })
  await said.heard('reorganized')
  await clock.advance(59_000)
  expect(runner.status().openTasks).toEqual([task])
  await clock.advance(3_000)
  expect(runner.status().openTasks).toEqual([])
})

test('a transaction that is slow is waited for, and nothing is degraded', async () => {
  await network.stop()
  // A part of the commit window, here 2 s, is how long one is waited for.
  network = await openRunnerNetwork({ parameters: { commitWindow: 16 } })
  const { chain } = network
  const nodes = await network.startNodes(5)
  const task = await network.ask('Slow?')
  chain.setAutoMine(false)
  await expect.poll(chain.pending, { timeout: 10_000 }).toBeGreaterThan(9)
  chain.setAutoMine(true)
  chain.mine()
  for (const { said } of nodes) {
    expect(await said.heard('settled')).toMatchObject({ vote: 'agreed' })
    const [committed, ...more] = ofType(said.all, 'committed')
    expect(committed?.transactionHash).toMatch(/^0x[0-9a-f]{64}$/)
    expect(more).toEqual([])
    expect(said.types()).not.toContain('degraded')
  }
  const events = await network.requester.getEvents({ fromBlock: 0n, task })
  expect(events.filter(({ type }) => type === 'vote-committed')).toHaveLength(5)
})

test("a deadline is kept by the chain's clock, not by this machine's", async () => {
  const clock = manualClock()
  let looks = 0
  const { said } = await openAlone({
    clock,
    bendChain: (chain) => ({
      ...chain,
      getTask: (task, options) => {
        looks += 1
        return chain.getTask(task, options)
      },
    }),
  })
  await network.ask('Is it time?')
  await said.heard('committed')
  // It has looked at what it sent, and waits for the end of the window.
  await expect.poll(() => looks).toBe(3)
  // Only this seat has voted: it may reveal once the window is over.
  network.chain.mine({ seconds: 121 })
  await said.heard('revealed')
})

test('too little time left: no commitment, and the reason is said', async () => {
  const aborted = vi.fn()
  const engine = watchAborts(endless(memoryEngine()), aborted)
  const { others, node } = await openWith({ engine })
  const task = await network.ask('Hurry?')
  for (const { said } of others) await said.heard('committed')
  // Past the last safe moment, 110 s, and well before the window's end, 120 s.
  network.chain.mine({ seconds: 107 })
  expect(await node.said.heard('skipped')).toMatchObject({
    task,
    reason: 'too-late',
  })
  // The work is of no use any more.
  await expect.poll(() => aborted.mock.calls.length).toBe(1)
  network.chain.mine({ seconds: 20 })
  for (const { said } of others) await said.heard('settled')
  network.chain.mine({ seconds: 300 })
  network.chain.mine({ seconds: 3660 })
  expect(await node.said.heard('settled')).toMatchObject({ vote: 'absent' })
  expect(node.said.types()).not.toContain('committed')
})

/** Calls `onAbort` when a prompt is given up. */
function watchAborts(
  engine: InferenceEngine,
  onAbort: () => void,
): InferenceEngine {
  return {
    ...engine,
    load: async (files, options) => {
      const session = await engine.load(files, options)
      return {
        ...session,
        generate: (prompt, call) => {
          call?.signal?.addEventListener('abort', onAbort)
          return session.generate(prompt, call)
        },
      }
    },
  }
}

test('a task that nobody draws in time is drawn by a node at work', async () => {
  const engine = endless(memoryEngine())
  const node = await openAlone({ engine })
  const task = await network.ask('Anybody?')
  await node.said.heard('inference-started')
  network.chain.mine({ blocks: 130, seconds: 0 })
  expect(await node.said.heard('drawn')).toMatchObject({ task })
  network.chain.mine({ blocks: 300, seconds: 0 })
  expect(await network.requester.getCommittee(task)).toHaveLength(5)
})
