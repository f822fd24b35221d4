import {
  InvalidArgumentError,
  OperationTimeoutError,
  raceSignal,
} from '@aichain/base'
import { manualClock } from '@aichain/base/testing'
import type { InferenceEngine } from '@aichain/inference'
import {
  EngineUnavailableError,
  GoldenVectorMismatchError,
} from '@aichain/inference'
import { memoryEngine } from '@aichain/inference/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  liar,
  type NodeParts,
  ofType,
  openRunnerNetwork,
  type RunnerNetwork,
  type TestNode,
} from '../../test/runner-network.js'
import { memoryJournal } from '../adapters/memory/journal.js'
import { ChainUnreachableError } from '../errors/chain.js'
import {
  JournalCorruptError,
  RunnerStoppedError,
  SeatMissingError,
  SelfTestFailedError,
} from '../errors/runner.js'
import { NodeRunner } from './node-runner.js'

let network: RunnerNetwork

beforeEach(async () => {
  network = await openRunnerNetwork()
})

afterEach(() => network.stop())

/** A stop that left nothing behind. */
const over = { unfinished: [], isPlaced: false }

/** Computes something else than the publisher did, also for golden vectors. */
const broken = (): InferenceEngine =>
  memoryEngine({ reply: () => 'other bits' })

const integerRuntime = {
  package: 'integer',
  version: '1',
  wasm: `0x${'1'.repeat(64)}`,
  text: 'unicode@15.0',
} as const

/** Four nodes without faults, and one of other parts. */
async function openWith(parts: NodeParts): Promise<TestNode> {
  const [node] = await network.startNodes([parts, {}, {}, {}, {}])
  return node as TestNode
}

test('start without a seat says how to get one', async () => {
  const { runner, chain } = network.node(1)
  const error = await runner.start().catch((reason) => reason)
  expect(error).toBeInstanceOf(SeatMissingError)
  expect(error.signer).toBe(chain.account)
  expect(runner.status().state).toBe('idle')
  await runner.join()
  await runner.start()
  expect(runner.status().state).toBe('ready')
})

test('join takes one seat, for a cold owner too, and never a second one', async () => {
  const { runner, chain } = network.node(1)
  const owner = `0x${'cc'.repeat(20)}` as const
  const joined = await runner.join({ owner })
  expect(joined.transactionHash).toMatch(/^0x/)
  const seat = await network.requester.getSeatOf(chain.account)
  expect(seat).toMatchObject({ seat: joined.seat, owner })
  expect(await runner.join({ owner })).toEqual({
    seat: joined.seat,
    transactionHash: undefined,
  })
})

test('a machine that fails the golden vectors risks no stake', async () => {
  const { runner, chain } = network.node(1, { engine: broken() })
  const before = await network.requester.getBalance(chain.account)
  const error = await runner.join().catch((reason) => reason)
  expect(error).toBeInstanceOf(SelfTestFailedError)
  expect(error.cause).toBeInstanceOf(GoldenVectorMismatchError)
  expect(error.model).toBe(network.model)
  expect(await network.requester.getBalance(chain.account)).toBe(before)
  expect(await network.requester.getSeatOf(chain.account)).toBeUndefined()
})

test('an altered runtime is named as the cause', async () => {
  const engine = broken()
  const pinned = await engine.runtime()
  const altered = { ...pinned, wasm: `0x${'7'.repeat(64)}` as const }
  const { runner } = network.node(1, {
    engine: { ...engine, runtime: async () => altered },
  })
  const error = await runner.join().catch((reason) => reason)
  expect(error.mismatch.likelyCause).toBe('other-runtime')
  expect(error.mismatch.fingerprints.here).toContain(altered.wasm)
  expect(error.facts).toContain(
    'likely cause: another or an altered inference runtime',
  )
})

test('of several engines, the runtime of another one accuses nobody', async () => {
  const engine = broken()
  const other = { ...integerRuntime, executionProvider: 'integer' } as const
  const { runner } = network.node(1, {
    engine: {
      ...engine,
      executionProvider: 'integer',
      runtime: async () => other,
    },
  })
  const error = await runner.join().catch((reason) => reason)
  expect(error.mismatch.likelyCause).toBe('other-arithmetic')
  expect(error.mismatch.fingerprints.here).toContain('an unknown runtime')
})

test('a machine that got worse since it joined does not start', async () => {
  const healthy = network.node(1)
  await healthy.runner.join()
  await healthy.runner.stop()
  const { runner } = network.node(1, { engine: broken() })
  await expect(runner.start()).rejects.toBeInstanceOf(SelfTestFailedError)
})

test('a model that does not pass any more costs its place, and no stake', async () => {
  const healthy = network.node(1)
  await healthy.runner.join()
  await healthy.runner.start()
  await healthy.runner.stop()
  const { runner, chain, said } = network.node(1, { engine: broken() })
  await expect(runner.start()).rejects.toBeInstanceOf(SelfTestFailedError)
  const { list } = ofType(healthy.said.all, 'place-offered')[0] ?? {}
  expect(await said.heard('offer-withdrawn')).toMatchObject({ seat: 0, list })
  const seat = await network.requester.getSeatOf(chain.account)
  expect(seat).toMatchObject({ place: undefined, to: undefined })
  expect(seat?.balance).toBe(10n ** 18n)
})

test('what cannot be reached for a while costs no place', async () => {
  const healthy = network.node(1)
  await healthy.runner.join()
  await healthy.runner.start()
  await healthy.runner.stop()
  const { runner, chain, said } = network.node(1)
  const start = async () => (await runner.start().catch((e) => e))?.code
  network.content.stop()
  expect(await start()).toBe('content-store-unreachable')
  network.content.start()
  const bytes = await network.content.get(network.model)
  network.content.drop(network.model)
  expect(await start()).toBe('model-not-found')
  await network.content.put(bytes)
  expect(await start()).toBeUndefined()
  expect(said.types()).not.toContain('offer-withdrawn')
  const seat = await network.requester.getSeatOf(chain.account)
  expect(seat?.place).toBeDefined()
})

test('an engine that cannot run at all is told as it is', async () => {
  const missing = new EngineUnavailableError({ missing: 'x', remedy: 'y' })
  const engine = { ...memoryEngine(), load: () => Promise.reject(missing) }
  const { runner } = network.node(1, { engine })
  await expect(runner.join()).rejects.toBe(missing)
})

test.each([
  ['something else than a CID', 'my-model'],
  ['a folder', 'bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354'],
])('%s is refused at once', (_, model) => {
  const content = network.content
  const parts = {
    chain: network.requester,
    content,
    engine: memoryEngine(),
    journal: memoryJournal(),
  }
  expect(() => new NodeRunner({ ...parts, model: model as never })).toThrow(
    InvalidArgumentError,
  )
})

test('start tells its steps, and what it found', async () => {
  const { runner } = network.node(1)
  await runner.join()
  const steps: string[] = []
  await runner.start({ onProgress: ({ type }) => steps.push(type) })
  expect(steps).toEqual(['transaction-sent', 'place-offered', 'ready'])
  const status = runner.status()
  expect(status).toMatchObject({
    state: 'ready',
    seat: { seat: 0, place: { class: 0 } },
    model: network.model,
    openTasks: [],
    broken: [],
  })
  expect(status.lastBlock).toBeGreaterThan(0n)
  expect(status.balance).toBeGreaterThan(0n)
})

test('a chain that is down at the start is an error that may be tried again', async () => {
  const { runner } = network.node(1)
  await runner.join()
  network.chain.stop()
  const error = await runner.start().catch((reason) => reason)
  expect(error).toBeInstanceOf(ChainUnreachableError)
  network.chain.start()
  await runner.start()
  expect(runner.status().state).toBe('ready')
})

test('a damaged record of a vote keeps the node from starting', async () => {
  const key = `vote-0x${'11'.repeat(32)}`
  const records = new Map([[key, '{"type":"aichain/vote/2"']])
  const { runner } = network.node(1, { records })
  await runner.join()
  const error = await runner.start().catch((reason) => reason)
  expect(error).toBeInstanceOf(JournalCorruptError)
  expect(error.record).toBe(key)
  expect(records.has(key)).toBe(true)
})

test('an aborted start rejects at once with the reason and can be repeated', async () => {
  const held = network.node(1, { engine: stalled() })
  await network.node(1).runner.join()
  const controller = new AbortController()
  const reason = { why: 'changed my mind' }
  const starting = held.runner.start({ signal: controller.signal })
  await held.said.heard('model-loading')
  controller.abort(reason)
  await expect(starting).rejects.toBe(reason)
  await expect(held.runner.start({ timeout: 50 })).rejects.toBeInstanceOf(
    OperationTimeoutError,
  )
})

/** Loads for ever. */
function stalled(): InferenceEngine {
  return {
    ...memoryEngine(),
    load: (_, { signal } = {}) => raceSignal(new Promise(() => {}), signal),
  }
}

test('stop during the start ends it', async () => {
  await network.node(1).runner.join()
  const { runner, said } = network.node(1, { engine: stalled() })
  const starting = runner.start().catch((reason) => reason)
  await said.heard('model-loading')
  await runner.stop()
  expect(await starting).toBeInstanceOf(RunnerStoppedError)
  expect(runner.status().state).toBe('stopped')
})

test('a stopped runner does nothing any more, and its updates end', async () => {
  const [node, ...others] = await network.startNodes(5)
  const runner = node?.runner as NodeRunner
  expect(await runner.stop()).toEqual(over)
  expect(await runner.stop()).toEqual(over)
  await node?.said.over
  expect(node?.said.all.at(-1)).toMatchObject({ type: 'stopped' })
  await expect(runner.start()).rejects.toBeInstanceOf(RunnerStoppedError)
  await expect(runner.join()).rejects.toBeInstanceOf(RunnerStoppedError)
  expect(await runner.updates().next()).toMatchObject({ done: true })

  await network.ask('Without you?')
  for (const { said } of others) await said.heard('committed')
  expect(node?.said.types()).not.toContain('task-seen')
})

test('stop waits for the reveals of sealed votes', async () => {
  const nodes = await network.startNodes(5)
  const [first] = nodes
  const task = await network.ask('Not yet?')
  await first?.said.heard('committed')
  const { unfinished } = (await first?.runner.stop()) ?? {}
  expect(unfinished).toEqual([])
  expect(first?.said.types()).toContain('revealed')
  const settled = await nodes[1]?.said.heard('settled')
  expect(settled).toMatchObject({ task, vote: 'agreed' })
})

test('stop without time leaves a sealed vote to the next start, and says so', async () => {
  const records = new Map<string, string>()
  const node = await openWith({ records, bendChain: withoutReveal })
  const task = await network.ask('Later?')
  await node.said.heard('committed')
  expect(await node.runner.stop({ grace: 0 })).toEqual({
    ...over,
    unfinished: [task],
  })
  expect(await node.said.heard('stopped')).toMatchObject({ unfinished: [task] })

  const next = network.node(1, { records })
  await next.runner.start()
  expect(await next.said.heard('settled')).toMatchObject({ vote: 'agreed' })
})

const withoutReveal: NonNullable<NodeParts['bendChain']> = (chain) => ({
  ...chain,
  reveal: (_, { signal } = {}) => raceSignal(new Promise(() => {}), signal),
})

test('a stopping node begins no new vote, and a restart does', async () => {
  const records = new Map<string, string>()
  const slow = await openWith({ records, engine: stallOnPrompts() })
  const task = await network.ask('In the middle?')
  await slow.said.heard('inference-started')
  expect(await slow.runner.stop()).toEqual(over)
  expect(slow.said.types()).not.toContain('committed')

  const next = network.node(1, { records })
  await next.runner.start()
  expect(await next.said.heard('settled')).toMatchObject({
    task,
    vote: 'agreed',
  })
})

function stallOnPrompts(): InferenceEngine {
  const engine = memoryEngine()
  return {
    ...engine,
    load: async (files, options) => {
      const session = await engine.load(files, options)
      let prompts = 0
      return {
        ...session,
        async *generate(prompt, call) {
          prompts += 1
          if (prompts === 1) yield* session.generate(prompt, call)
          else await raceSignal(new Promise(() => {}), call?.signal)
        },
      }
    },
  }
}

test('updates can be left and aborted without harm', async () => {
  const [node] = await network.startNodes(5)
  const controller = new AbortController()
  const aborted = node?.runner.updates({ signal: controller.signal })
  controller.abort('enough')
  await expect(aborted?.next()).rejects.toBe('enough')
  const left = (async () => {
    for await (const update of node?.runner.updates() ?? []) return update.type
  })()
  await network.ask('Still at work?')
  expect(await left).toBe('task-seen')
  await node?.said.heard('settled')
})

test('leave gives notice, and the node says so', async () => {
  const [node] = await network.startNodes(5)
  await node?.runner.leave()
  const leaving = await node?.said.heard('seat-leaving')
  expect(leaving?.to).toBeGreaterThan(0)
  expect(node?.runner.status().seat?.to).toBe(leaving?.to)
  await expect(node?.runner.leave()).rejects.toMatchObject({
    code: 'seat-leaving',
  })
  await expect(network.node(9).runner.leave()).rejects.toBeInstanceOf(
    SeatMissingError,
  )
})

test('a seat that is ejected is reported', async () => {
  const engine = liar(memoryEngine())
  const { said } = await openWith({ engine })
  for (let lie = 1; lie <= 6; lie += 1) {
    const task = await network.ask(`Lie ${lie}?`, { share: 10n ** 17n })
    await said.heard('settled', (it) => it.task === task)
  }
  expect(await said.heard('seat-leaving')).toMatchObject({
    seat: 0,
    ejected: true,
  })
  // Nobody is paid to prune a place that was given back.
  await said.heard('offer-withdrawn')
  expect((await network.requester.getSeat(0))?.place).toBeUndefined()
})

test('a logger and a listener that throw cost no vote', async () => {
  const fail = () => {
    throw new RangeError('disk of the log is full')
  }
  const logger = { debug: fail, info: fail, warn: fail, error: fail }
  const { said } = await openWith({ logger })
  await network.ask('Can you hear me?')
  expect(await said.heard('settled')).toMatchObject({ vote: 'agreed' })
})

test('after a stop nothing is left running', async () => {
  const clock = manualClock()
  const chainListeners = new Set<AbortSignal>()
  const node = network.node(1, {
    clock,
    bendChain: (chain) => ({
      ...chain,
      watch: (options) => {
        if (options.signal) chainListeners.add(options.signal)
        return chain.watch(options)
      },
    }),
  })
  await network.openAlone(node)
  await network.ask('Anybody there?')
  await node.said.heard('committed')
  await expect.poll(clock.sleeping).toBeGreaterThan(0)
  let unfinished: readonly string[] | undefined
  void node.runner.stop({ grace: 5_000 }).then((result) => {
    unfinished = result.unfinished
  })
  const whenStopped = async () => {
    await clock.advance(1_000)
    return unfinished
  }
  await expect.poll(whenStopped).toHaveLength(1)
  expect(clock.sleeping()).toBe(0)
  expect(chainListeners.size).toBeGreaterThan(0)
  for (const signal of chainListeners) expect(signal.aborted).toBe(true)
  const head = network.chain.mine({ seconds: 130 })
  expect(node.runner.status().lastBlock).toBeLessThan(head.number)
})
