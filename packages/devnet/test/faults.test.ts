import {
  createDevnet,
  type Devnet,
  type DevnetNodeUpdate,
  type DevnetOptions,
} from '@aichain/devnet'
import { afterEach, expect, test } from 'vitest'
import { ask, patientWindows, votesOf } from './support/ask.js'

let devnet: Devnet | undefined

afterEach(async () => {
  await devnet?.stop()
  devnet = undefined
})

const timeout = 400_000
const honestText = 'The capital of France is Paris.'

/** Windows that are waited for to their ends, when somebody never votes. */
const shortWindows = { commitWindow: 40, revealWindow: 30, proofWindow: 30 }

/** Three nodes, two of which make a quorum: those that were killed or slow count. */
async function start(options: DevnetOptions): Promise<Devnet> {
  devnet = await createDevnet({
    nodes: 3,
    committee: 3,
    blockTime: 0.5,
    ...options,
  })
  return devnet
}

test('a liar changes nothing but its own bond; a node that is killed after its commitment comes back and reveals', {
  timeout,
}, async () => {
  const updates: { node: number; type: DevnetNodeUpdate['type'] }[] = []
  const network = await start({
    faults: { liar: 1, crash: 1 },
    protocol: patientWindows,
    restartAfter: 500,
    onNodeUpdate: (node, { type }) => updates.push({ node, type }),
  })
  const crashing = network.nodes.find(({ fault }) => fault === 'crash')
  const before = crashing?.pid
  expect(before).not.toBe(process.pid)
  const answer = await ask(network)
  expect(answer.text).toBe(honestText)
  await expect
    .poll(() => votesOf(network, answer))
    .toMatchObject({
      honest: [{ vote: 'agreed', slashed: '0' }],
      crash: [{ vote: 'agreed', slashed: '0' }],
      liar: [lost(network, 'wrong')],
    })
  const told = () =>
    updates
      .filter(({ node }) => node === crashing?.index)
      .map(({ type }) => type)
  // It may be told to have started before its reveal is in a block, or after.
  await expect
    .poll(told, { timeout: 60_000 })
    .toEqual(expect.arrayContaining(['restarted', 'revealed']))
  const types = told()
  expect(types).toContain('crashed')
  expect(types.indexOf('revealed')).toBeGreaterThan(types.indexOf('crashed'))
  expect(crashing?.pid).not.toBe(before)
})

test('a copied commitment cannot be opened; a slow node is in time', {
  timeout,
}, async () => {
  const network = await start({
    faults: { copier: 1, slow: 1 },
    slowBy: 2_000,
    protocol: shortWindows,
  })
  const answer = await ask(network)
  expect(answer.text).toBe(honestText)
  // Who withheld is slashed when the task is dead.
  await expect
    .poll(() => votesOf(network, answer), { timeout: 240_000, interval: 1_000 })
    .toMatchObject({
      slow: [{ vote: 'agreed', slashed: '0' }],
      copier: [lost(network, 'withheld')],
    })
})

test('silence earns nothing', { timeout }, async () => {
  const network = await start({
    faults: { silent: 1 },
    protocol: shortWindows,
  })
  const answer = await ask(network)
  expect(answer.text).toBe(honestText)
  await expect
    .poll(() => votesOf(network, answer))
    .toMatchObject({
      silent: [{ vote: 'absent', earned: '0', slashed: '0' }],
    })
})

/** What a lie costs in a list that is too small for appeals: the share. */
function lost({ parameters }: Devnet, vote: string) {
  return { vote, earned: '0', slashed: `${parameters.minimumShare}` }
}
