import { manualClock } from '@aichain/base/testing'
import { expect, test } from 'vitest'
import type { Prompt } from '../../document/prompt.js'
import { runPrompt } from '../../golden/run-prompt.js'
import type {
  GenerationPart,
  InferenceSession,
} from '../../ports/inference-engine.js'
import { type MemoryEngineOptions, memoryEngine } from './memory-engine.js'
import { memoryModel } from './memory-model.js'

const ask = (content: string, maxNewTokens?: number): Prompt => ({
  type: 'aichain/prompt/1',
  messages: [{ role: 'user', content }],
  ...(maxNewTokens === undefined ? {} : { maxNewTokens }),
})

async function open(
  options: MemoryEngineOptions = {},
  model: Parameters<typeof memoryModel>[0] = {},
) {
  const { manifest } = memoryModel(model)
  const read = async () => new Uint8Array()
  const session = await memoryEngine(options).load({ manifest, read })
  return { session, manifest }
}

async function run(session: InferenceSession, prompt: Prompt) {
  const parts: GenerationPart[] = []
  for await (const part of session.generate(prompt)) parts.push(part)
  const last = parts.at(-1)
  if (last?.type !== 'generation') expect.fail('no generation at the end')
  return { parts: parts.slice(0, -1), generation: last.generation }
}

test('equal prompts give equal generations, others give others', async () => {
  const [one, other] = [await open(), await open()]
  const first = await run(one.session, ask('hello'))
  const same = await run(other.session, ask('hello'))
  const different = await run(other.session, ask('goodbye'))
  expect(same).toEqual(first)
  expect(different.generation).not.toEqual(first.generation)
})

test('another model gives another generation', async () => {
  const [one, other] = [await open(), await open({}, { name: 'other' })]
  const first = await run(one.session, ask('hello'))
  const second = await run(other.session, ask('hello'))
  expect(second.generation).not.toEqual(first.generation)
})

test('where the model samples, the seed counts, and is needed', async () => {
  const sampling = { temperature: '1', topK: 40, topP: '1' }
  const decoding = { sampler: 'seeded/1', sampling } as const
  const { session, manifest } = await open({}, { decoding })
  const [one, other] = [`0x${'1'.repeat(64)}`, `0x${'2'.repeat(64)}`] as const
  const answer = await runPrompt(session, ask('hello'), { seed: one })
  expect(await runPrompt(session, ask('hello'), { seed: one })).toEqual(answer)
  expect(await runPrompt(session, ask('hello'), { seed: other })).not.toEqual(
    answer,
  )
  await expect(runPrompt(session, ask('hello'))).rejects.toMatchObject({
    code: 'seed-missing',
  })
  expect(manifest.golden[0]).toHaveProperty('seed')
})

test('the parts add up to the generation', async () => {
  const { session } = await open()
  const { parts, generation } = await run(session, ask('hello'))
  if (generation.finishReason === 'error') expect.fail(generation.error)
  const tokens = parts.map((part) => part.type === 'token' && part.token)
  const texts = parts.map((part) => (part.type === 'token' ? part.text : ''))
  expect(tokens).toEqual(generation.tokens)
  expect(texts.join('')).toBe(generation.text)
})

test('the golden vector of its model comes out', async () => {
  const { session, manifest } = await open()
  for (const { prompt, generation } of manifest.golden) {
    const result = await run(session, prompt)
    expect(result.generation).toEqual(generation)
  }
})

test('a reply of the test is told word by word', async () => {
  const { session } = await open({ reply: () => 'Paris, of course.' })
  const { parts, generation } = await run(session, ask('hello'))
  expect(generation).toMatchObject({
    finishReason: 'stop',
    text: 'Paris, of course.',
  })
  expect(parts).toHaveLength(3)
})

test('the smaller limit of prompt and model cuts the answer', async () => {
  const reply = () => 'one two three four five'
  const decoding = { maxNewTokens: 3 }
  const { session } = await open({ reply }, { decoding })
  const texts = []
  for (const limit of [undefined, 2, 100]) {
    const { generation } = await run(session, ask('hello', limit))
    expect(generation.finishReason).toBe('length')
    texts.push(generation.finishReason !== 'error' && generation.text)
  }
  expect(texts).toEqual(['one two three', 'one two', 'one two three'])
})

test('a prompt that is too long is a generation, not a failure', async () => {
  const { session } = await open({}, { decoding: { maxPromptBytes: 120 } })
  const short = await run(session, ask('hi'))
  expect(short.generation.finishReason).toBe('stop')
  const long = await run(session, ask('hi'.repeat(100)))
  expect(long.generation).toEqual({
    finishReason: 'error',
    error: 'prompt-too-long',
  })
})

test('a manifest for another runtime is refused', async () => {
  const { manifest } = await open()
  const runtime = { ...manifest.runtime, version: '2.0.0' }
  const read = async () => new Uint8Array()
  const loading = memoryEngine().load({
    manifest: { ...manifest, runtime },
    read,
  })
  await expect(loading).rejects.toMatchObject({
    code: 'runtime-mismatch',
    field: 'version',
  })
})

test('abort stops before the next token with the reason', async () => {
  const clock = manualClock()
  const { session } = await open({ tokenDelay: 10, clock })
  const controller = new AbortController()
  const { signal } = controller
  const parts = session.generate(ask('hello'), { signal })
  const reading = (async () => {
    for await (const _ of parts) controller.abort('stop')
  })().catch((error) => error)
  await clock.whenSleeping()
  await clock.advance(10)
  expect(await reading).toBe('stop')
  expect(clock.sleeping()).toBe(0)
})

test('a second generation waits for the first', async () => {
  const { session } = await open({ reply: () => 'a b' })
  const first = session.generate(ask('1'))[Symbol.asyncIterator]()
  await first.next()
  let isSecondDone = false
  const second = run(session, ask('2')).then((result) => {
    isSecondDone = true
    return result
  })
  await first.next()
  expect(isSecondDone).toBe(false)
  await first.return?.()
  expect((await second).generation.finishReason).toBe('stop')
})

test('closing rejects what is pending and what comes later', async () => {
  const clock = manualClock()
  const { session } = await open({ tokenDelay: 10, clock })
  const pending = run(session, ask('hello')).catch((error) => error)
  await clock.whenSleeping()
  await session.close()
  expect(await pending).toMatchObject({ code: 'session-closed' })
  await expect(run(session, ask('late'))).rejects.toMatchObject({
    code: 'session-closed',
  })
})
