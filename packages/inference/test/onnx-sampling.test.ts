import { digestOf } from '@aichain/base'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Generation } from '../src/document/output.js'
import { runPrompt, runTraced } from '../src/golden/run-prompt.js'
import type {
  InferenceSession,
  ModelFiles,
} from '../src/ports/inference-engine.js'
import { builtOnnx } from './support/built.js'
import { promptOf, tinyModelFiles } from './support/default-model.js'

// Generous, for machines that run other tests beside a real model.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const prompt = promptOf('What is the capital of France?', 12)
const seedOf = (text: string) => digestOf(new TextEncoder().encode(text))
const [seed, otherSeed] = [seedOf('one'), seedOf('another')]

let sessions: readonly InferenceSession[]

/** The scores fall by one with each id away from the likeliest, so many tokens are likely. */
function sampled({ manifest, read }: ModelFiles): ModelFiles {
  const sampling = { temperature: '5', topK: 100, topP: '0.99' }
  const decoding = {
    ...manifest.decoding,
    sampler: 'seeded/1',
    sampling,
  } as const
  return { read, manifest: { ...manifest, decoding } }
}

beforeAll(async () => {
  const { onnxEngine } = await builtOnnx()
  const engine = onnxEngine()
  const files = sampled(await tinyModelFiles(engine))
  sessions = [await engine.load(files), await engine.load(files)]
})

afterAll(() => Promise.all(sessions.map((session) => session.close())))

const tokensOf = (generation: Generation) =>
  generation.finishReason === 'error' ? [] : generation.tokens

test('equal seeds give equal tokens in two sessions, another seed others', async () => {
  const [first, second] = await Promise.all(
    sessions.map((session) => runTraced(session, prompt, { seed })),
  )
  if (!first || !second) throw new TypeError('two sessions')
  expect(second).toEqual(first)
  expect(tokensOf(first.generation)).toHaveLength(12)
  const [session] = sessions
  if (!session) throw new TypeError('a session')
  const other = await runPrompt(session, prompt, { seed: otherSeed })
  expect(tokensOf(other)).not.toEqual(tokensOf(first.generation))
})

test('verify accepts the answer of its seed, and no other', async () => {
  const [session, another] = sessions
  if (!session || !another) throw new TypeError('two sessions')
  const answer = await runPrompt(session, prompt, { seed })
  expect(await another.verify(prompt, answer, { seed })).toEqual({
    valid: true,
  })
  expect(
    await another.verify(prompt, answer, { seed: otherSeed }),
  ).toMatchObject({ valid: false, divergence: { type: 'token' } })
  const [head, ...rest] = tokensOf(answer)
  const forged = { ...answer, tokens: [Number(head) + 1, ...rest] }
  expect(await another.verify(prompt, forged as Generation, { seed })).toEqual({
    valid: false,
    divergence: {
      type: 'token',
      index: 0,
      mine: Number(head) + 1,
      agreed: head,
    },
  })
})

test('without a seed nothing is drawn, from the worker either', async () => {
  const [session] = sessions
  if (!session) throw new TypeError('a session')
  const code = 'seed-missing'
  await expect(runPrompt(session, prompt)).rejects.toMatchObject({ code })
  const claim = { finishReason: 'stop', text: '', tokens: [] } as const
  await expect(session.verify(prompt, claim)).rejects.toMatchObject({ code })
  await expect(runPrompt(session, prompt, { seed })).resolves.toBeDefined()
})
