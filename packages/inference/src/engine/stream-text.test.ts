import { expect, test } from 'vitest'
import { chatPrompt } from '../document/chat-prompt.js'
import { runPrompt } from '../golden/run-prompt.js'
import { memoryEngine } from './memory/memory-engine.js'
import { memoryModel } from './memory/memory-model.js'
import { streamText } from './stream-text.js'

const reply = () => 'Paris, of course.'
const session = await memoryEngine({ reply }).load(memoryModel({ reply }))
const prompt = chatPrompt('What is the capital of France?')

async function collect(texts: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = []
  for await (const text of texts) all.push(text)
  return all
}

test('gives the text of the answer, piece by piece', async () => {
  expect(await collect(streamText(session, prompt))).toEqual([
    'Paris,',
    ' of',
    ' course.',
  ])
})

test('leaving it leaves the session whole', async () => {
  for await (const text of streamText(session, prompt)) {
    expect(text).toBe('Paris,')
    break
  }
  expect(await runPrompt(session, prompt)).toMatchObject({ text: reply() })
})

test('no answer is an error that says why', async () => {
  const long = chatPrompt('x'.repeat(20_000))
  await expect(collect(streamText(session, long))).rejects.toMatchObject({
    code: 'no-answer',
    error: 'prompt-too-long',
    remedy: 'Shorten the prompt.',
  })
})

test('an abort rejects with its reason', async () => {
  const signal = AbortSignal.abort(new TypeError('enough'))
  await expect(
    collect(streamText(session, prompt, { signal })),
  ).rejects.toThrow('enough')
})

test('a session that ends without a result has failed', async () => {
  const broken = { ...session, generate: async function* () {} }
  await expect(collect(streamText(broken, prompt))).rejects.toMatchObject({
    code: 'inference-failed',
  })
})
