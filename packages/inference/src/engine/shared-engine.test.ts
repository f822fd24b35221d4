import { expect, test, vi } from 'vitest'
import type { Prompt } from '../document/prompt.js'
import { GoldenVectorMismatchError } from '../errors/model.js'
import { runPrompt, runTraced } from '../golden/run-prompt.js'
import type {
  InferenceEngine,
  InferenceSession,
} from '../ports/inference-engine.js'
import { engineConformance } from '../testing/engine-conformance.js'
import { memoryEngine } from './memory/memory-engine.js'
import { memoryModel } from './memory/memory-model.js'
import { sharedEngine } from './shared-engine.js'

const model = memoryModel()
const prompt: Prompt = {
  type: 'aichain/prompt/1',
  messages: [{ role: 'user', content: 'Hello?' }],
}

const otherSeed = `0x${'07'.repeat(32)}` as const

for (const copies of [1, 2]) {
  const fixture = { engine: sharedEngine(memoryEngine(), { copies }), model }
  for (const { name, run } of engineConformance(fixture))
    test(`${copies}: ${name}`, run)
}

/** An engine in memory whose sessions are known from outside. */
function watchedEngine() {
  const engine = memoryEngine()
  const sessions: InferenceSession[] = []
  const load: InferenceEngine['load'] = async (...call) => {
    const session = await engine.load(...call)
    sessions.push({ ...session, close: vi.fn(session.close) })
    return sessions.at(-1) as InferenceSession
  }
  return { engine: { ...engine, load: vi.fn(load) }, sessions }
}

test('everybody shares one model, and the last one frees it', async () => {
  const { engine, sessions } = watchedEngine()
  const shared = sharedEngine(engine)
  const users = await Promise.all([1, 2, 3].map(() => shared.load(model)))
  const answers = await Promise.all(
    users.map((user) => runPrompt(user, prompt)),
  )
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(engine.load).toHaveBeenCalledTimes(1)

  for (const user of users.slice(1)) await user.close()
  expect(sessions[0]?.close).not.toHaveBeenCalled()
  await runPrompt(users[0] as InferenceSession, prompt)
  await users[0]?.close()
  await users[0]?.close()
  expect(sessions[0]?.close).toHaveBeenCalledTimes(1)

  await (await shared.load(model)).close()
  expect(engine.load).toHaveBeenCalledTimes(2)
})

test('other models are loaded beside it', async () => {
  const { engine } = watchedEngine()
  const shared = sharedEngine(engine)
  await shared.load(model)
  await shared.load(memoryModel({ name: 'other' }))
  expect(engine.load).toHaveBeenCalledTimes(2)
})

/** Starts a generation in each session and holds it after its first token. */
async function begin(users: readonly InferenceSession[], trace = false) {
  const running = users.map((user) =>
    user.generate(prompt, { trace })[Symbol.asyncIterator](),
  )
  const first = Promise.all(running.map((parts) => parts.next()))
  return { running, first }
}

test('a second copy is loaded when both are needed, not for a trace', async () => {
  const { engine } = watchedEngine()
  const shared = sharedEngine(engine, { copies: 2 })
  const users = await Promise.all([shared.load(model), shared.load(model)])

  const traced = await begin(users, true)
  await traced.running[0]?.return?.()
  await traced.first
  await traced.running[1]?.return?.()
  expect(engine.load).toHaveBeenCalledTimes(1)

  const both = await begin(users)
  await both.first
  for (const parts of both.running) await parts.return?.()
  expect(engine.load).toHaveBeenCalledTimes(2)
})

test('an abort gives up the place in the queue, and wakes the next', async () => {
  const shared = sharedEngine(memoryEngine())
  const [one, two, three] = await Promise.all(
    [1, 2, 3].map(() => shared.load(model)),
  )
  const holding = one?.generate(prompt)[Symbol.asyncIterator]()
  await holding?.next()
  const controller = new AbortController()
  const { signal } = controller
  const impatient = runPrompt(two as InferenceSession, prompt, { signal })
  const patient = runPrompt(three as InferenceSession, prompt)
  controller.abort('enough')
  await expect(impatient).rejects.toBe('enough')
  await holding?.return?.()
  await expect(patient).resolves.toMatchObject({ finishReason: 'stop' })
})

test('a session that broke is replaced', async () => {
  const { engine } = watchedEngine()
  const broken = memoryEngine({
    reply: () => {
      throw new RangeError('out of memory')
    },
  })
  engine.load.mockImplementationOnce((...call) => broken.load(...call))
  const session = await sharedEngine(engine).load(model)
  await expect(runPrompt(session, prompt)).rejects.toThrow('out of memory')
  await expect(runPrompt(session, prompt)).resolves.toMatchObject({
    finishReason: 'stop',
  })
  expect(engine.load).toHaveBeenCalledTimes(2)
})

test('who asks for a trace that is being computed is told its result', async () => {
  const { engine, sessions } = watchedEngine()
  const shared = sharedEngine(engine)
  const users = await Promise.all([1, 2, 3].map(() => shared.load(model)))
  const generate = vi.spyOn(sessions[0] as InferenceSession, 'generate')
  const controller = new AbortController()
  const { signal } = controller
  const [first, ...others] = users.map((user, index) =>
    runTraced(user, prompt, index === 0 ? { signal } : {}),
  )
  controller.abort('enough')
  await expect(first).rejects.toBe('enough')
  const [one, other] = await Promise.all(others)
  expect(one).toEqual(other)
  expect(one?.steps.length).toBeGreaterThan(0)
  expect(generate).toHaveBeenCalledTimes(1)

  // A later test computes again: it is not told what was.
  expect(await runTraced(users[0] as InferenceSession, prompt)).toEqual(one)
  expect(generate).toHaveBeenCalledTimes(2)
  await runTraced(users[0] as InferenceSession, prompt, { seed: otherSeed })
  expect(generate).toHaveBeenCalledTimes(3)
})

test('a copy that is added runs the golden vectors first', async () => {
  const { engine, sessions } = watchedEngine()
  const shared = sharedEngine(engine, { copies: 2 })
  const users = await Promise.all([1, 2].map(() => shared.load(model)))
  const lying = memoryEngine({ reply: () => 'another answer' })
  engine.load.mockImplementationOnce((...call) => lying.load(...call))

  const holding = users[0]?.generate(prompt)[Symbol.asyncIterator]()
  await holding?.next()
  const second = users[1] as InferenceSession
  await expect(runPrompt(second, prompt)).rejects.toThrow(
    GoldenVectorMismatchError,
  )
  expect(sessions).toHaveLength(1)
  await runPrompt(second, prompt)
  expect(sessions).toHaveLength(2)
  await holding?.return?.()
})

test('who needs a further copy takes the first that is free', async () => {
  const { engine, sessions } = watchedEngine()
  const shared = sharedEngine(engine, { copies: 2 })
  const users = await Promise.all([1, 2].map(() => shared.load(model)))
  // The second copy is never loaded.
  engine.load.mockImplementationOnce(() => new Promise(() => {}))
  const holding = users[0]?.generate(prompt)[Symbol.asyncIterator]()
  await holding?.next()
  const answer = runPrompt(users[1] as InferenceSession, prompt)
  await vi.waitFor(() => expect(engine.load).toHaveBeenCalledTimes(2))
  await holding?.return?.()
  await expect(answer).resolves.toMatchObject({ finishReason: 'stop' })
  expect(sessions).toHaveLength(1)
})

test('a copy that cannot be loaded fails one, and the next tries again', async () => {
  const { engine } = watchedEngine()
  const broken = memoryEngine({
    reply: () => {
      throw new RangeError('out of memory')
    },
  })
  engine.load.mockImplementationOnce((...call) => broken.load(...call))
  const shared = sharedEngine(engine)
  const users = await Promise.all([1, 2, 3].map(() => shared.load(model)))
  const [first, ...others] = users as [InferenceSession, ...InferenceSession[]]
  await expect(runPrompt(first, prompt)).rejects.toThrow('out of memory')
  engine.load.mockRejectedValueOnce(new RangeError('still no memory'))
  const [one, other] = others.map((user) => runPrompt(user, prompt))
  await expect(one).rejects.toThrow('still no memory')
  await expect(other).resolves.toMatchObject({ finishReason: 'stop' })
})

test('a load that fails leaves room for the next', async () => {
  const { engine } = watchedEngine()
  engine.load.mockRejectedValueOnce(new RangeError('out of memory'))
  const shared = sharedEngine(engine)
  await expect(shared.load(model)).rejects.toThrow('out of memory')
  await (await shared.load(model)).close()
  expect(engine.load).toHaveBeenCalledTimes(2)
})
