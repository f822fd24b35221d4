import {
  createDevnet,
  type Devnet,
  type DevnetNodeUpdate,
  type DevnetOptions,
} from '@aichain/devnet'
import { afterEach, expect, test } from 'vitest'
import { ask, votesByFault } from './support/ask.js'

let devnet: Devnet | undefined

afterEach(async () => {
  await devnet?.stop()
  devnet = undefined
})

const timeout = 300_000
const honestText = 'The capital of France is Paris.'

/** Windows that are waited for to their ends, when somebody never votes. */
const shortWindows = { commitWindow: 20, revealWindow: 10, proofWindow: 60 }

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
    restartAfter: 500,
    onNodeUpdate: (node, { type }) => updates.push({ node, type }),
  })
  const crashing = network.nodes.find(({ fault }) => fault === 'crash')
  const before = crashing?.pid
  expect(before).not.toBe(process.pid)
  const answer = await ask(network)
  expect(answer.text).toBe(honestText)
  const votes = votesByFault(network, answer)
  expect(votes.honest).toMatchObject([{ vote: 'agreed', slashed: '0' }])
  expect(votes.crash).toMatchObject([{ vote: 'agreed', slashed: '0' }])
  expect(votes.liar).toMatchObject([lost(network, 'wrong')])
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
  const votes = votesByFault(network, answer)
  expect(votes.slow).toMatchObject([{ vote: 'agreed', slashed: '0' }])
  expect(votes.copier).toMatchObject([lost(network, 'withheld')])
})

test('silence costs a share of the fee', { timeout }, async () => {
  const network = await start({
    faults: { silent: 1 },
    protocol: shortWindows,
  })
  const answer = await ask(network)
  expect(answer.text).toBe(honestText)
  const votes = votesByFault(network, answer)
  const [silent] = votes.silent ?? []
  expect(silent).toMatchObject({ vote: 'absent', earned: '0' })
  expect(BigInt(silent?.slashed ?? 0)).toBe(10n ** 15n / 3n)
})

/** A tenth of the bond. */
function lost({ parameters: { bond } }: Devnet, vote: string) {
  return { vote, earned: '0', slashed: (bond / 10n).toString() }
}
