import { expect, test } from 'vitest'
import { chatPrompt } from './chat-prompt.js'
import { encodePrompt, parsePrompt } from './prompt.js'

test('asks one question', () => {
  expect(chatPrompt('Hello')).toEqual({
    type: 'aichain/prompt/1',
    messages: [{ role: 'user', content: 'Hello' }],
  })
})

test('puts the system message first, then what was said, then the question', () => {
  const history = [
    { role: 'user', content: 'Hello' },
    { role: 'assistant', content: 'Hello to you.' },
  ] as const
  const prompt = chatPrompt('How are you?', {
    system: 'Be kind.',
    history,
    maxNewTokens: 8,
  })
  expect(prompt).toEqual({
    type: 'aichain/prompt/1',
    messages: [
      { role: 'system', content: 'Be kind.' },
      ...history,
      { role: 'user', content: 'How are you?' },
    ],
    maxNewTokens: 8,
  })
  expect(parsePrompt(encodePrompt(prompt))).toEqual({ ok: true, value: prompt })
})
