import {
  type CallOptions,
  type Cid,
  cidOf,
  raceSignal,
  withTimeout,
} from '@aichain/base'
import { parseOutput } from '@aichain/inference'
import { memoryEngine } from '@aichain/inference/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  accountOf,
  liar,
  type NodeParts,
  ofType,
  openRunnerNetwork,
  type RunnerNetwork,
  share,
} from '../../test/runner-network.js'
import type { TaskId } from '../core/task/task.js'

let network: RunnerNetwork

beforeEach(async () => {
  network = await openRunnerNetwork()
})

afterEach(() => network.stop())

/** What a lie costs in a list too small for an appeal. */
const lie = share
/** Absence from the court costs half of the least share. */
const absence = 5n * 10n ** 13n

async function outputOf(task: TaskId) {
  const record = await network.requester.getTask(task)
  const output = record?.output
  if (!output) throw new RangeError(`the task is ${record?.state}`)
  const parsed = parseOutput(await network.content.get(output))
  if (!parsed.ok) throw new RangeError(parsed.reason)
  return parsed.value
}

test('five nodes agree, are paid, and the output can be fetched', async () => {
  const nodes = await network.startNodes(5)
  const task = await network.ask('What is the capital of France?')
  for (const { said } of nodes) {
    expect(await said.heard('settled')).toMatchObject({
      task,
      vote: 'agreed',
      earned: share,
      slashed: 0n,
      explanation: { summary: 'This seat gave the agreed output.' },
    })
  }
  expect(await outputOf(task)).toMatchObject({ model: network.model })
})

test('a vote is told step by step, and nothing is published before its reveal', async () => {
  const [node] = await network.startNodes(5)
  const task = await network.ask('Why?')
  await node?.said.heard('settled')
  await node?.said.heard('published')
  const about = (node?.said.all ?? [])
    .filter((update) => 'task' in update && update.task === task)
    .map(({ type }) => type)
    .filter((type) => type !== 'inference-progress')
  expect(about.slice(0, 4)).toEqual([
    'task-seen',
    'inference-started',
    'inference-finished',
    'committed',
  ])
  expect([...about].sort()).toEqual(
    [...about.slice(0, 4), 'revealed', 'published', 'settled'].sort(),
  )
})

test('no output is stored while anybody can still commit', async () => {
  const { content, requester } = network
  const committedAtPut: (number | undefined)[] = []
  let task: TaskId | undefined
  const watched: typeof content = {
    ...content,
    put: async (bytes, options) => {
      const record = task && (await requester.getTask(task))
      if (parseOutput(bytes).ok) committedAtPut.push(record?.committed)
      return content.put(bytes, options)
    },
  }
  let go = () => {}
  const told = new Promise<void>((resolve) => {
    go = resolve
  })
  // One is late, so that the others could have published long before.
  const late: NodeParts = {
    content: watched,
    bendChain: (chain) => ({
      ...chain,
      commit: (vote, options) => told.then(() => chain.commit(vote, options)),
    }),
  }
  const rest = Array<NodeParts>(4).fill({ content: watched })
  const nodes = await network.startNodes([late, ...rest])
  task = await network.ask('Secret?')
  for (const { said } of nodes.slice(1)) await said.heard('committed')
  go()
  for (const { said } of nodes) await said.heard('published')
  expect(committedAtPut).toEqual(nodes.map(() => 0b11111))
})

test('members keep the prompt that they answered, also from its requester', async () => {
  const kept: Cid[] = []
  const { content } = network
  const own: typeof content = {
    ...content,
    put: async (bytes, options) => {
      const cid = await content.put(bytes, options)
      kept.push(cid)
      return cid
    },
  }
  const nodes = await network.startNodes(Array(5).fill({ content: own }))
  const task = await network.ask('Keep me?')
  const { order } = (await network.requester.getTerms(task)) ?? {}
  for (const { said } of nodes) await said.heard('published')
  const keepers = () => kept.filter((cid) => cid === order?.prompt).length
  await expect.poll(keepers).toBe(5)
})

test('a prompt that is lost after the vote keeps nobody busy', async () => {
  const { content } = network
  const forgetful: typeof content = {
    ...content,
    put: async (bytes, options) => {
      if (parseOutput(bytes).ok) content.drop(prompt)
      return content.put(bytes, options)
    },
  }
  const nodes = await network.startNodes(Array(5).fill({ content: forgetful }))
  const prompt = await content.put(new TextEncoder().encode('gone'))
  const task = await network.ask('', { prompt })
  for (const { records } of nodes) {
    const record = () => JSON.parse(records.get(`vote-${task}`) ?? '{}')
    await expect.poll(() => record().published).toBe('yes')
  }
  expect(content.blocks.has(prompt)).toBe(false)
})

test('several tasks at once are each voted on', async () => {
  const nodes = await network.startNodes(5)
  const questions = ['One?', 'Two?', 'Three?', 'Four?']
  const tasks = await Promise.all(questions.map((each) => network.ask(each)))
  for (const { said } of nodes) {
    for (const task of tasks) {
      const settled = await said.heard('settled', (it) => it.task === task)
      expect(settled.vote).toBe('agreed')
    }
    expect(ofType(said.all, 'settled')).toHaveLength(tasks.length)
  }
})

test('a liar loses what a lie costs and is told the first differing token', async () => {
  const engine = liar(memoryEngine())
  const [lying, ...nodes] = await network.startNodes([
    { engine },
    {},
    {},
    {},
    {},
  ])
  await network.ask('What is true?')

  const wrong = await lying?.said.heard('settled')
  expect(wrong).toMatchObject({ vote: 'wrong', earned: 0n, slashed: lie })
  expect(wrong?.explanation.divergence).toMatchObject({
    type: 'token',
    index: 0,
    mine: undefined,
  })
  for (const { said } of nodes) {
    expect(await said.heard('settled')).toMatchObject({ vote: 'agreed' })
  }
  const { bond } = await network.requester.getParameters()
  const balance = () => lying?.runner.status().seat?.balance
  await expect.poll(balance).toBe(bond - lie)
})

test('a prompt that nobody has is voted unavailable, and the fee goes back', async () => {
  const nodes = await network.startNodes(5)
  const missing = cidOf(new TextEncoder().encode('nobody stored this'))
  const task = await network.ask('', { prompt: missing })
  await Promise.all(nodes.map(({ said }) => said.heard('task-seen')))
  network.chain.mine({ seconds: 61 })
  const settled = []
  for (const { said } of nodes) {
    await said.heard('prompt-unavailable')
    settled.push(await said.heard('settled'))
  }
  const quorum = settled.filter((it) => it.explanation.voted !== undefined)
  expect(quorum).toHaveLength(4)
  for (const each of settled) {
    // Who said so shares what blockers of a quorum would forgo.
    const earned = quorum.includes(each) ? (2n * absence) / 5n : 0n
    expect(each).toMatchObject({ vote: 'undecided', slashed: 0n, earned })
    expect(each.explanation).toMatchObject({
      agreed: undefined,
      summary:
        'The quorum could not fetch the prompt; most of the fee went back.',
    })
  }
  const { requester } = network
  expect((await requester.getTask(task))?.state).toBe('undecided')
  const credit = await requester.getCredit(requester.account)
  expect(credit).toBe(5n * share - 2n * absence)
})

test('a prompt that arrives late but in time is answered', async () => {
  const nodes = await network.startNodes(5)
  const bytes = new TextEncoder().encode(
    '{"messages":[{"content":"Late?","role":"user"}],"type":"aichain/prompt/1"}',
  )
  const task = await network.ask('', { prompt: cidOf(bytes) })
  await Promise.all(nodes.map(({ said }) => said.heard('task-seen')))
  network.chain.mine({ seconds: 30 })
  await network.content.put(bytes)
  for (const { said } of nodes) {
    expect((await said.heard('settled')).vote).toBe('agreed')
  }
  expect(await outputOf(task)).toMatchObject({ finishReason: 'stop' })
})

test.each([
  ['not JSON', 'hello'],
  ['another type', '{"type":"aichain/prompt/2"}'],
  ['no message', '{"messages":[],"type":"aichain/prompt/1"}'],
  ['not canonical', '{ "messages": [] }'],
])(
  'a malformed prompt (%s) has an answer that all agree on',
  async (_, text) => {
    const nodes = await network.startNodes(5)
    const prompt: Cid = await network.content.put(
      new TextEncoder().encode(text),
    )
    const task = await network.ask('', { prompt })
    for (const { said } of nodes) {
      expect((await said.heard('settled')).vote).toBe('agreed')
    }
    expect(await outputOf(task)).toEqual({
      type: 'aichain/output/1',
      model: network.model,
      prompt,
      finishReason: 'error',
      error: 'prompt-malformed',
    })
  },
)

test('who is dearer than a task pays is not drawn for it', async () => {
  const dear: NodeParts = { priceClass: 3 }
  const nodes = await network.startNodes([dear, {}, {}, {}, {}, {}])
  const [first] = nodes
  const { prices } = await network.requester.getParameters()
  const cheap = await network.ask('Cheap?')
  for (const { said } of nodes.slice(1)) await said.heard('settled')
  expect(first?.said.types()).not.toContain('task-seen')
  const fee = { share: prices[3], minimumPlaces: 6 }
  for (let index = 1; index <= 9; index += 1)
    await network.ask(`${index}?`, fee)
  const seen = await first?.said.heard('task-seen')
  expect(seen).toMatchObject({ share: prices[3] })
  expect(seen?.task).not.toBe(cheap)
})

test('a task of another author of the model is not looked at', async () => {
  const nodes = await network.startNodes(5)
  const author = { address: `0x${'aa'.repeat(20)}`, shareBps: 100 } as const
  const list = { model: network.model, author }
  const { requester } = network
  for (const index of [6, 7, 8]) {
    const other = network.chain.connect(accountOf(index))
    const amount = 2n * 10n ** 18n
    const { seat } = await other.join({ owner: other.account, amount })
    await other.offer({ seat, list, class: 0 })
  }
  await network.nextEpoch()
  const asked = { author, committeeSize: 3, minimumPlaces: 3 }
  const foreign = await network.ask('Whose?', asked)
  const own = await network.ask('Ours?')
  for (const { said } of nodes) {
    await said.heard('settled', (it) => it.task === own)
    const tasks = said.all.flatMap((it) => ('task' in it ? [it.task] : []))
    expect(tasks).not.toContain(foreign)
  }
  expect((await requester.getTask(foreign))?.committed).toBe(0)
})

test('below the quorum nobody wins and nobody who voted loses', async () => {
  const lies = ['one', 'two'].map((each) => ({
    engine: liar(memoryEngine(), each),
  }))
  const nodes = await network.startNodes([...lies, {}, {}, {}])
  await network.ask('Split?')
  for (const { said } of nodes.slice(2)) {
    expect(await said.heard('settled')).toMatchObject({
      vote: 'undecided',
      earned: 0n,
      slashed: 0n,
      explanation: {
        summary:
          'No output had the 4 votes it needs; most of the fee went back.',
      },
    })
  }
})

test('a quorum decides at once, and what was sealed by then is still opened and paid', async () => {
  let go = () => {}
  const told = new Promise<void>((resolve) => {
    go = resolve
  })
  const slow: NodeParts = {
    bendChain: (chain) => ({
      ...chain,
      reveal: (vote, options) => told.then(() => chain.reveal(vote, options)),
    }),
  }
  const [late, ...others] = await network.startNodes([slow, {}, {}, {}, {}])
  const task = await network.ask('At once?')
  for (const { said } of others) {
    const settled = await said.heard('settled')
    expect(settled).toMatchObject({ vote: 'agreed', earned: share })
  }
  const { requester } = network
  expect((await requester.getTask(task))?.state).toBe('decided')
  expect(late?.said.types()).not.toContain('settled')
  go()
  const settled = await late?.said.heard('settled')
  expect(settled).toMatchObject({ vote: 'agreed', earned: share, slashed: 0n })
})

test('who withheld is slashed once the task is dead, and one member is paid for it', async () => {
  const never: NodeParts = { bendChain: withoutReveal }
  const nodes = await network.startNodes([never, {}, {}, {}, {}])
  const [sealed, ...others] = nodes
  const task = await network.ask('Where is it?')
  for (const { said } of others) await said.heard('settled')
  network.chain.mine({ seconds: 421 })
  network.chain.mine({ seconds: 3601 })
  expect(await sealed?.said.heard('settled')).toMatchObject({
    task,
    vote: 'withheld',
    earned: 0n,
    slashed: lie,
  })
  const closed = others.filter(({ said }) => said.types().includes('closed'))
  expect(closed).toHaveLength(1)
  const { account } = closed[0]?.chain ?? network.requester
  // A tenth of what was taken, and no more than a least share.
  expect(await network.requester.getCredit(account)).toBe(lie / 10n)
})

/** Its reveals are never in a block. */
const withoutReveal: NonNullable<NodeParts['bendChain']> = (chain) => ({
  ...chain,
  reveal: (_, options) => lost(options),
})

/** A transaction that is waited for in vain. */
const lost = (options: CallOptions<never> = {}) => {
  const { signal } = options
  const call = { signal, timeout: 20, operation: 'a lost transaction' }
  return withTimeout<never>(call, (limited) =>
    raceSignal(new Promise(() => {}), limited),
  )
}

test('who was absent from the court is told what it cost, once that is known', async () => {
  const absent: NodeParts = {
    bendChain: (chain) => ({
      ...chain,
      commit: (_, options) => lost(options),
    }),
  }
  const [away, ...others] = await network.startNodes([absent, {}, {}, {}, {}])
  const task = await network.ask('Where are you?')
  for (const { said } of others) await said.heard('committed')
  network.chain.mine({ seconds: 121 })
  for (const { said } of others) await said.heard('settled')
  network.chain.mine({ seconds: 301 })
  const { requester } = network
  const { committed = 0, revealed = 0 } = (await requester.getTask(task)) ?? {}
  expect(committed & ~revealed).toBe(0)
  network.chain.mine({ seconds: 3661 })
  // Nothing was withheld, so nobody was paid to close the task.
  expect(await away?.said.heard('settled')).toMatchObject({
    vote: 'absent',
    slashed: 0n,
  })
})
