import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect as connectTo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cid, cidOf, withTimeout } from '@aichain/base'
import { parseOutput } from '@aichain/inference'
import { memoryEngine } from '@aichain/inference/testing'
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  test,
} from 'vitest'
import { DuplicateRunnerError } from '../../src/errors/runner.js'
import { type Anvil, startAnvil } from '../anvil.js'
import { type Death, mortal } from '../mortal.js'
import { liar, ofType } from '../runner-network.js'
import { type NodeNetwork, openNodeNetwork, share } from './node-network.js'

let anvil: Anvil
let network: NodeNetwork

beforeAll(async () => {
  anvil = await startAnvil()
})
afterAll(() => anvil?.stop())

beforeEach(async () => {
  network = await openNodeNetwork(anvil.url)
})
afterEach(() => network?.stop())

test('five nodes agree and are paid', async () => {
  const nodes = await network.startNodes(5)
  const task = await network.ask('What is the capital of France?')
  for (const { said } of nodes) {
    expect(await said.heard('settled')).toMatchObject({
      task,
      vote: 'agreed',
      earned: share,
      slashed: 0n,
    })
  }
  const record = await network.requester.getTask(task)
  const output = record?.output as Cid
  expect(parseOutput(await network.content.get(output)).ok).toBe(true)
})

test('several tasks at once, with one key each', async () => {
  const nodes = await network.startNodes(5)
  const questions = ['One?', 'Two?', 'Three?']
  const tasks: string[] = []
  for (const question of questions) tasks.push(await network.ask(question))
  for (const { said } of nodes) {
    for (const task of tasks) {
      const settled = await said.heard('settled', (it) => it.task === task)
      expect(settled.vote).toBe('agreed')
    }
  }
})

test('a liar is slashed and told where it differs', async () => {
  const engine = liar(memoryEngine())
  const nodes = await network.startNodes(4, { engine })
  await network.ask('What is true?')
  const wrong = await nodes[4]?.said.heard('settled')
  // In a list too small for an appeal a lie costs its share.
  expect(wrong).toMatchObject({ vote: 'wrong', slashed: share })
  expect(wrong?.explanation.divergence).toMatchObject({
    type: 'token',
    index: 0,
  })
  expect((await nodes[0]?.said.heard('settled'))?.earned).toBe(share)
})

test.each<Death>([
  { call: 'write', when: 'after' },
  { call: 'commit', when: 'before' },
  { call: 'commit', when: 'after' },
  { call: 'reveal', when: 'before' },
  { call: 'reveal', when: 'after' },
])('a node killed $when $call finishes after its restart', async (death) => {
  const nodes = await network.startNodes(5)
  // From its second life on, so that the journal's first write is its vote's.
  await nodes[4]?.runner.stop()
  const { chain, content, journal, died } = mortal(death)
  const dying = await network.node(5, {
    bendChain: chain,
    bendContent: content,
    bendJournal: journal,
  })
  await dying.runner.start()
  const task = await network.ask('Still there?')
  await died
  await dying.runner.stop({ grace: 0 })
  const restarted = await network.node(5)
  await restarted.runner.start()
  expect(await restarted.said.heard('settled')).toMatchObject({
    task,
    vote: 'agreed',
    earned: share,
    slashed: 0n,
  })
})

test('two runners with one key: one votes, neither is slashed', async () => {
  const nodes = await network.startNodes(5)
  const twin = await network.node(5, { journal: 'twin' })
  await twin.runner.start()
  const task = await network.ask('Which of us?')
  const settled = await nodes[4]?.said.heard('settled')
  expect(settled).toMatchObject({ task, vote: 'agreed', slashed: 0n })
  await twin.said.heard('settled')
  const both = [...(nodes[4]?.said.all ?? []), ...twin.said.all]
  const conflicts = ofType(both, 'error').filter(
    ({ error }) => error instanceof DuplicateRunnerError,
  )
  expect(conflicts).toMatchObject([{ task }])
})

test('a second runner on one journal is refused', async () => {
  await network.startNodes(1)
  await expect(network.node(1)).rejects.toMatchObject({
    code: 'journal-locked',
    pid: process.pid,
  })
})

test('a prompt that nobody has ends in a refund', async () => {
  const nodes = await network.startNodes(5)
  const missing = cidOf(new TextEncoder().encode('nobody stored this'))
  const task = await network.ask('', { prompt: missing })
  await Promise.all(nodes.map(({ said }) => said.heard('task-seen')))
  await network.rpc('evm_increaseTime', 61)
  await network.rpc('evm_mine')
  const settled = await Promise.all(
    nodes.map(({ said }) => said.heard('settled')),
  )
  for (const each of settled) {
    expect(each).toMatchObject({ task, vote: 'undecided', slashed: 0n })
  }
  // The quorum's last vote ended it: the fifth was not needed any more.
  const voted = settled.map(({ explanation }) => explanation.voted)
  expect(voted.sort()).toEqual([...Array(4).fill('unavailable'), undefined])
})

test('a malformed prompt has an answer that all agree on', async () => {
  const nodes = await network.startNodes(5)
  const prompt = await network.content.put(new TextEncoder().encode('hello'))
  const task = await network.ask('', { prompt })
  for (const { said } of nodes) {
    expect((await said.heard('settled')).vote).toBe('agreed')
  }
  const record = await network.requester.getTask(task)
  const output = record?.output as Cid
  expect(parseOutput(await network.content.get(output))).toMatchObject({
    value: { finishReason: 'error', error: 'prompt-malformed' },
  })
})

test('an IPFS server that stops and comes back costs nothing', async () => {
  const nodes = await network.startNodes(5)
  const { faults } = network.ipfs
  const prompt = await network.content.put(new TextEncoder().encode('later'))
  faults.unreachable = true
  const task = await network.ask('', { prompt })
  for (const { said } of nodes) {
    expect(await said.heard('degraded')).toMatchObject({ part: 'content' })
  }
  faults.unreachable = false
  for (const { said, runner } of nodes) {
    expect(await said.heard('settled')).toMatchObject({ task, vote: 'agreed' })
    await said.heard('published')
    expect(runner.status().state).toBe('ready')
  }
})

test('a chain that cannot be reached and comes back costs nothing', async () => {
  const line = await openLine(anvil.port)
  const nodes = await network.startNodes(4, { rpcUrl: line.url })
  const far = nodes[4]
  line.cut()
  const task = await network.ask('Hello?')
  for (const { said } of nodes.slice(0, 4)) await said.heard('committed')
  expect(await far?.said.heard('degraded')).toMatchObject({ part: 'chain' })
  line.mend()
  expect(await far?.said.heard('settled')).toMatchObject({
    task,
    vote: 'agreed',
    slashed: 0n,
  })
  expect(far?.runner.status().broken).toEqual([])
  await far?.runner.stop()
  await line.close()
}, 60_000)

test('a chain that is ended and started again from its state costs nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aichain-chain-'))
  const state = join(folder, 'state.json')
  const before = await startAnvil({ state })
  const there = await openNodeNetwork(before.url)
  const nodes = await there.startNodes(5)
  const task = await there.ask('Will you be back?')
  for (const { said } of nodes) await said.heard('task-seen')
  const { timestamp } = await there.requester.getHead()
  await before.stop()
  for (const { said } of nodes) {
    expect(await said.heard('degraded')).toMatchObject({ part: 'chain' })
  }
  const after = await startAnvil({ state, port: before.port })
  // Its clock begins anew, and the epoch that was passed over lies ahead of it.
  await there.rpc('evm_setNextBlockTimestamp', timestamp + 1)
  await there.rpc('evm_mine')
  for (const { said } of nodes) {
    expect(await said.heard('settled')).toMatchObject({ task, vote: 'agreed' })
  }
  await there.stop()
  await after.stop()
  await rm(folder, { recursive: true, force: true })
}, 60_000)

/** A way to the chain that can be cut: open connections break, new ones are refused. */
async function openLine(port: number) {
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((socket) => {
    if (isCut) {
      socket.destroy()
      return
    }
    const onward = connectTo(port, '127.0.0.1')
    for (const end of [socket, onward]) {
      sockets.add(end)
      end.on('error', () => {})
      end.on('close', () => {
        sockets.delete(end)
        socket.destroy()
        onward.destroy()
      })
    }
    socket.pipe(onward).pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: own } = server.address() as { port: number }
  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${own}`,
    cut: () => {
      isCut = true
      breakAll()
    },
    mend: () => {
      isCut = false
    },
    close: async () => {
      breakAll()
      server.close()
      await once(server, 'close')
    },
  }
}

test('a commitment that a reorganization removed is sent again, the same', async () => {
  const nodes = await network.startNodes(5)
  for (const { runner } of nodes) await runner.stop()
  let isFirst = true
  const alone = await network.node(1, {
    bendChain: (chain) => ({
      ...chain,
      commit: async (vote, options) => {
        const receipt = await chain.commit(vote, options)
        if (isFirst) await network.rpc('anvil_reorg', 1, [])
        isFirst = false
        return receipt
      },
    }),
  })
  await alone.runner.start()
  const task = await network.ask('Twice?')
  const twice = () => ofType(alone.said.all, 'committed')
  await expect.poll(twice, { timeout: 20_000 }).toHaveLength(2)
  const [first, second] = twice()
  expect(first?.commitment).toBe(second?.commitment)
  for (const index of [2, 3, 4, 5]) {
    const { runner } = await network.node(index)
    await runner.start()
  }
  expect(await alone.said.heard('settled')).toMatchObject({
    task,
    vote: 'agreed',
    slashed: 0n,
  })
})

test('a transaction that vanishes before its block is sent again', async () => {
  await network.stop()
  network = await openNodeNetwork(anvil.url, { commitWindow: 40 })
  const nodes = await network.startNodes(4, {
    bendChain: (chain) => {
      let isFirst = true
      return {
        ...chain,
        // Sent and dropped: the endpoint knows nothing of it any more.
        commit: (vote, options) => {
          const isDropped = isFirst
          isFirst = false
          if (!isDropped) return chain.commit(vote, options)
          const { signal, timeout } = options ?? {}
          const dropped = { signal, timeout, operation: 'commit' }
          return withTimeout(dropped, () => new Promise(() => {}))
        },
      }
    },
  })
  const task = await network.ask('Where did it go?')
  expect(await nodes[4]?.said.heard('settled')).toMatchObject({
    task,
    vote: 'agreed',
  })
})

test('stop in the middle, start again, and finish', async () => {
  const nodes = await network.startNodes(5)
  const task = await network.ask('In the middle?')
  const { runner, said } = nodes[4] as (typeof nodes)[number]
  await said.heard('inference-started')
  await runner.stop({ grace: 0 })
  const again = await network.node(5)
  await again.runner.start()
  const heard = [said.all, again.said.all].flatMap((all) =>
    ofType(all, 'settled'),
  )
  if (heard.length === 0) await again.said.heard('settled')
  const seat = await network.requester.getSeatOf(again.chain.account)
  expect(seat?.balance).toBe(10n ** 18n + share)
  expect((await network.requester.getTask(task))?.state).toBe('decided')
})

test('a tip is earned by who posts the round, and the task is answered', async () => {
  const nodes = await network.startNodes(5)
  const roundTip = 10n ** 12n
  const task = await network.ask('Which round?', { seed: 'beacon', roundTip })
  for (const { said } of nodes) {
    expect(await said.heard('settled')).toMatchObject({ task, vote: 'agreed' })
  }
  const posters = nodes.filter(({ said }) =>
    said.types().includes('round-posted'),
  )
  expect(posters).toHaveLength(1)
  expect(await posters[0]?.runner.collect()).toMatchObject({ credit: roundTip })
}, 60_000)

test('a lie that a committee decided is appealed by who knows better, and costs bonds', async () => {
  const engine = liar(memoryEngine())
  const lying = { engine, appeals: 'never' } as const
  const nodes = await network.startNodes(4, lying, lying)
  const [honest, liars] = [nodes.slice(0, 4), nodes.slice(4)]
  const small = { committeeSize: 3, minimumPlaces: 3 }
  const isDecidedByLiars = async (question: number) => {
    const task = await network.ask(`Question ${question}?`, small)
    await network.rpc('evm_mine')
    const committee = await network.requester.getCommittee(task)
    const signers = committee.map(({ signer }) => signer)
    return liars.every(({ chain }) => signers.includes(chain.account)) && task
  }
  let task = await isDecidedByLiars(1)
  for (let question = 2; !task; question += 1) {
    task = await isDecidedByLiars(question)
  }
  const appeal = await Promise.any(
    honest.map(async ({ said }) => {
      const appealed = await said.heard('appealed')
      await said.heard('concluded', ({ result }) => result === 'overturned')
      return appealed.appeal
    }),
  )
  for (const { said } of honest) {
    const settled = await said.heard('settled', (it) => it.task === appeal)
    expect(settled).toMatchObject({ vote: 'agreed', slashed: 0n })
  }
  const { requester } = network
  expect(await requester.getVerdict(task)).toMatchObject({ overturned: true })
  const balances = async (of: typeof nodes) =>
    Promise.all(
      of.map(
        async ({ chain }) =>
          (await requester.getSeatOf(chain.account))?.balance,
      ),
    )
  for (const balance of await balances(liars)) {
    expect(balance).toBeLessThan(10n ** 17n)
  }
  for (const balance of await balances(honest)) {
    expect(balance).toBeGreaterThanOrEqual(10n ** 18n)
  }
}, 120_000)
