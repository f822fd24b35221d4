import { memoryEngine } from '@aichain/inference/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  liar,
  type NodeParts,
  ofType,
  openRunnerNetwork,
  type RunnerNetwork,
  share,
  type TestNode,
} from '../../test/runner-network.js'
import { membersOf } from '../core/encoding/bitmap.js'
import type { TaskId } from '../core/task/task.js'

// Committees of three in a list of six: two may decide, and all six are asked
// again. The model draws its tokens from the task's id.

let network: RunnerNetwork

beforeEach(async () => {
  network = await openRunnerNetwork({
    committeeSize: 3,
    decoding: {
      sampler: 'seeded/1',
      sampling: { temperature: '0.7', topK: 40, topP: '0.95' },
    },
  })
})

afterEach(() => network.stop())

const rounds: NodeParts['rounds'] = {
  fetch: async (round) => network.signedRound(round),
}
const honest: NodeParts = { rounds }
const lying = (): NodeParts => ({
  engine: liar(memoryEngine()),
  rounds,
  appeals: 'never',
})

/** A task whose committee these nodes, and no others of them, are members of. */
async function askOf(
  liars: readonly TestNode[],
  count: number,
): Promise<{ readonly task: TaskId; readonly sitting: readonly TestNode[] }> {
  for (let question = 1; question < 100; question += 1) {
    const task = await network.ask(`Question ${question}?`)
    network.chain.mine()
    const committee = await network.requester.getCommittee(task)
    const signers = committee.map(({ signer }) => signer)
    const sitting = liars.filter(({ chain }) => signers.includes(chain.account))
    if (sitting.length === count) return { task, sitting }
  }
  throw new RangeError('no such committee was drawn')
}

const balanceOf = async ({ chain }: TestNode) =>
  (await network.requester.getSeatOf(chain.account))?.balance ?? 0n

/** Past the delay of the seed, so that the appeal’s round is published. */
async function answer(task: TaskId): Promise<TaskId> {
  const appealed = async () => (await network.requester.getAppeal(task))?.task
  await expect.poll(appealed, { timeout: 20_000 }).toBeDefined()
  network.chain.mine({ seconds: 12 })
  return (await appealed()) as TaskId
}

test('a wrong decision is appealed by who knows better, and overturned', async () => {
  const nodes = await network.startNodes([
    ...[lying(), lying()],
    ...Array<NodeParts>(4).fill(honest),
  ])
  const [liars, others] = [nodes.slice(0, 2), nodes.slice(2)]
  const { task } = await askOf(liars, 2)
  const appellant = await Promise.any(
    others.map(async (node) => {
      const { vote } = await node.said.heard(
        'settled',
        (it) => it.task === task,
      )
      if (vote !== 'wrong') throw new RangeError(vote)
      return node
    }),
  )
  expect(ofType(appellant.said.all, 'settled').at(-1)?.slashed).toBeGreaterThan(
    0n,
  )
  const { deposit } = await appellant.said.heard('appealed')
  expect(deposit).toBe((2n * 10n ** 18n) / 10n)

  const appeal = await answer(task)
  expect(await appellant.said.heard('concluded')).toMatchObject({
    task,
    result: 'overturned',
  })
  for (const { said } of others) {
    const settled = await said.heard('settled', (it) => it.task === appeal)
    expect(settled).toMatchObject({ vote: 'agreed', slashed: 0n })
  }
  const verdict = await network.requester.getVerdict(task)
  expect(verdict).toMatchObject({ overturned: true })
  for (const node of liars)
    expect(await balanceOf(node)).toBeLessThan(10n ** 18n)
  for (const node of others) {
    expect(await balanceOf(node)).toBeGreaterThanOrEqual(10n ** 18n)
  }
  const { output } = (await network.requester.getTask(task)) ?? {}
  const { output: right } = (await network.requester.getTask(appeal)) ?? {}
  expect(right).not.toBe(output)
})

test('a right decision is upheld, and who was wrong appeals no more', async () => {
  const wrong: NodeParts = { engine: liar(memoryEngine()), rounds }
  const nodes = await network.startNodes([
    wrong,
    ...Array<NodeParts>(5).fill(honest),
  ])
  const [appellant, ...others] = nodes as [TestNode, ...TestNode[]]
  const { task } = await askOf([appellant], 1)
  await appellant.said.heard('appealed', (it) => it.task === task)
  const appeal = await answer(task)
  const concluded = await appellant.said.heard('concluded')
  expect(concluded).toMatchObject({ task, result: 'upheld' })
  const [first, second] = await Promise.all(
    [task, appeal].map((id) => network.requester.getTask(id)),
  )
  expect(second?.output).toBe(first?.output)
  const winners = membersOf(second?.winners ?? 0)
  expect(winners).toHaveLength(5)
  for (const node of others) {
    expect(await balanceOf(node)).toBeGreaterThanOrEqual(10n ** 18n)
  }
  const { task: next } = await askOf([appellant], 1)
  await appellant.said.heard('settled', (it) => it.task === next)
  await expect.poll(() => appellant.runner.status().openTasks).toEqual([])
  expect(ofType(appellant.said.all, 'appealed')).toHaveLength(1)
})

test('what an appeal would cost more than its limit, or the wallet holds, is told', async () => {
  const limited = (limit: bigint): NodeParts => ({
    engine: liar(memoryEngine()),
    appeals: { limit },
    rounds,
  })
  const [node] = await network.startNodes([
    limited(share),
    ...Array<NodeParts>(5).fill(honest),
  ])
  const { task } = await askOf([node as TestNode], 1)
  const told = await node?.said.heard('appeal-too-dear')
  expect(told).toMatchObject({ task, limit: share })
  expect(told?.cost).toBeGreaterThan(share)
  expect(await network.requester.getAppeal(task)).toBeUndefined()
  expect(node?.runner.status().broken).toEqual([])
})

test('an appeal is concluded also after a restart of who made it', async () => {
  const records = new Map<string, string>()
  const wrong: NodeParts = { engine: liar(memoryEngine()), rounds, records }
  const nodes = await network.startNodes([
    wrong,
    ...Array<NodeParts>(5).fill(honest),
  ])
  const [first] = nodes as [TestNode]
  const { task } = await askOf([first], 1)
  await first.said.heard('appealed', (it) => it.task === task)
  await first.runner.stop()
  await answer(task)
  const second = network.node(1, { ...wrong, records: new Map(records) })
  await second.runner.start()
  expect(await second.said.heard('concluded')).toMatchObject({
    task,
    result: 'upheld',
  })
})
