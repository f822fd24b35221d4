import { expect, test } from 'vitest'
import { encodePrompt, type Prompt, parsePrompt } from './prompt.js'

const prompt: Prompt = {
  type: 'aichain/prompt/1',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hello' },
    { role: 'assistant', content: '' },
    { role: 'user', content: 'What is the capital of France? 🇫🇷' },
  ],
  maxNewTokens: 64,
}

test('has one byte form', () => {
  const { messages, type } = prompt
  const text = new TextDecoder().decode(
    encodePrompt({ messages: messages.slice(1, 2), type }),
  )
  expect(text).toBe(
    '{"messages":[{"content":"Hello","role":"user"}],"type":"aichain/prompt/1"}',
  )
})

test('parsePrompt undoes encodePrompt', () => {
  const { maxNewTokens, ...unlimited } = prompt
  expect(maxNewTokens).toBe(64)
  for (const value of [prompt, unlimited])
    expect(parsePrompt(encodePrompt(value))).toEqual({ ok: true, value })
})

const message = { role: 'user', content: 'Hello' }

test.each([
  [{ type: 'aichain/prompt/2' }, 'type: must be'],
  [{ messages: [] }, 'messages: must have at least 1 element'],
  [{ messages: [{ role: 'tool', content: '' }] }, 'messages[0].role: must be'],
  [{ messages: [{ ...message, name: 'x' }] }, 'unknown key "name"'],
  [{ messages: [message, { ...message, content: 7 }] }, 'messages[1].content'],
  [{ messages: [message, { ...message, role: 'assistant' }] }, 'the last one'],
  [{ maxNewTokens: 0 }, 'maxNewTokens: must be'],
  [{ maxNewTokens: 1.5 }, 'safe integer'],
  [{ temperature: 1 }, 'unknown key "temperature"'],
  [{ messages: [{ ...message, content: '\ud800' }] }, 'lone surrogate'],
])('refuses %j: %s', (change, reason) => {
  const bytes = encodePrompt({ ...prompt, ...change } as Prompt)
  expect(parsePrompt(bytes)).toEqual({
    ok: false,
    reason: expect.stringContaining(reason),
  })
})

test('refuses bytes that are not canonical', () => {
  const spaced = JSON.stringify(prompt, null, 1)
  expect(parsePrompt(new TextEncoder().encode(spaced)).ok).toBe(false)
})
