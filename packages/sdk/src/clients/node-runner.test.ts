import { type Cid, cidOf } from '@aichain/base'
import { parseOutput } from '@aichain/inference'
import { memoryEngine } from '@aichain/inference/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  fee,
  liar,
  ofType,
  openRunnerNetwork,
  type RunnerNetwork,
} from '../../test/runner-network.js'
import { memoryModel } from '../adapters/memory/model.js'
import type { TaskId } from '../core/task/task.js'

let network: RunnerNetwork

beforeEach(async () => {
  network = await openRunnerNetwork()
})

afterEach(() => network.stop())

const share = fee / 5n
const hardSlash = 10n ** 17n

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
      committedAtPut.push(record?.committed)
      return content.put(bytes, options)
    },
  }
  const nodes = [1, 2, 3, 4, 5].map((index) =>
    network.node(index, { content: watched }),
  )
  for (const { runner } of nodes) await runner.join()
  network.chain.mine({ seconds: 10 })
  // One is late, so that the others could have published long before.
  for (const { runner } of nodes.slice(1)) await runner.start()
  task = await network.ask('Secret?')
  for (const { said } of nodes.slice(1)) await said.heard('committed')
  await nodes[0]?.runner.start()
  for (const { said } of nodes) await said.heard('published')
  expect(committedAtPut).toEqual(nodes.map(() => 0b11111))
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

test('a liar loses a part of its bond and is told the first differing token', async () => {
  const nodes = await network.startNodes(4)
  const lying = network.node(5, { engine: liar(memoryEngine()) })
  await lying.runner.join()
  network.chain.mine({ seconds: 10 })
  await lying.runner.start()
  await network.ask('What is true?')

  const wrong = await lying.said.heard('settled')
  expect(wrong).toMatchObject({ vote: 'wrong', earned: 0n, slashed: hardSlash })
  expect(wrong.explanation.divergence).toMatchObject({
    type: 'token',
    index: 0,
    mine: undefined,
  })
  for (const { said } of nodes) {
    expect(await said.heard('settled')).toMatchObject({ vote: 'agreed' })
  }
  const { said, runner } = lying
  const { bond } = await network.requester.getParameters()
  await said.heard('settled')
  await expect.poll(() => runner.status().seat?.balance).toBe(bond - hardSlash)
})

test('a prompt that nobody has is voted unavailable, and the fee goes back', async () => {
  const nodes = await network.startNodes(5)
  const missing = cidOf(new TextEncoder().encode('nobody stored this'))
  const task = await network.ask('', { prompt: missing })
  await Promise.all(nodes.map(({ said }) => said.heard('task-seen')))
  network.chain.mine({ seconds: 61 })
  for (const { said } of nodes) {
    await said.heard('prompt-unavailable')
    expect(await said.heard('settled')).toMatchObject({
      vote: 'undecided',
      earned: 0n,
      slashed: 0n,
      explanation: {
        voted: 'unavailable',
        agreed: undefined,
        summary: 'The quorum could not fetch the prompt; the fee went back.',
      },
    })
  }
  const { requester } = network
  expect((await requester.getTask(task))?.state).toBe('undecided')
  expect(await requester.getCredit(requester.account)).toBe(fee)
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

test('a fee below the minimum is not worked for', async () => {
  const others = await network.startNodes(4)
  const picky = network.node(5, { minimumFee: fee })
  await picky.runner.join()
  network.chain.mine({ seconds: 10 })
  await picky.runner.start()
  await network.ask('Cheap?')
  expect(await picky.said.heard('skipped')).toMatchObject({
    reason: 'fee-below-minimum',
  })
  for (const { said } of others) await said.heard('committed')
  network.chain.mine({ seconds: 130 })
  expect(await picky.said.heard('settled')).toMatchObject({
    vote: 'absent',
    slashed: fee / 5n,
  })
  expect(picky.said.types()).not.toContain('committed')
})

test('a model that is not served is said so', async () => {
  const { node, chain, content } = network
  const other = await memoryModel(content, { name: 'other' })
  await network.startNodes(4)
  const elsewhere = node(5, { models: [other.model] })
  await elsewhere.runner.join()
  chain.mine({ seconds: 10 })
  await elsewhere.runner.start()
  await network.ask('Anyone?')
  expect(await elsewhere.said.heard('skipped')).toMatchObject({
    reason: 'model-not-served',
  })
})

test("'registered' serves every model, also one that is registered later", async () => {
  const { content, requester, model } = network
  const all = network.node(1, { models: 'registered' })
  await all.runner.join()
  network.chain.mine({ seconds: 10 })
  await all.runner.start()
  expect(all.runner.status().models).toEqual([model])
  const later = await memoryModel(content, { name: 'later' })
  await requester.registerModel(later.model)
  await all.said.heard('self-test-passed', (it) => it.model === later.model)
  await expect
    .poll(() => all.runner.status().models)
    .toEqual([model, later.model])
})

test('below the quorum nobody wins and nobody who voted loses', async () => {
  const honest = await network.startNodes(3)
  for (const index of [4, 5]) {
    const engine = liar(memoryEngine(), `lie ${index}`)
    const node = network.node(index, { engine })
    await node.runner.join()
    network.chain.mine({ seconds: 10 })
    await node.runner.start()
  }
  await network.ask('Split?')
  for (const { said } of honest) {
    expect(await said.heard('settled')).toMatchObject({
      vote: 'undecided',
      earned: 0n,
      slashed: 0n,
      explanation: {
        summary: 'No output had the 4 votes it needs; the fee went back.',
      },
    })
  }
})
