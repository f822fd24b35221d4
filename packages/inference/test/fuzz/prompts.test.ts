import { canonicalBytes } from '@aichain/base'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../base/test/seeded-random.js'
import { encodePrompt } from '../../src/document/prompt.js'
import { promptOf } from '../support/default-model.js'
import { hostileEngine } from './hostile-engine.js'
import { FUZZ_RUNS } from './runs.js'

const { parts, open } = await hostileEngine()
const run = open()
const utf8 = (text: string) => new TextEncoder().encode(text)
const error = (code: string) => ({ finishReason: 'error', error: code })

test.each([
  ['nothing', new Uint8Array()],
  ['bytes that are no UTF-8', Uint8Array.of(0xff, 0xfe, 0xc3, 0x28)],
  [
    'a character cut in two',
    encodePrompt(promptOf('é')).map((byte) => (byte === 0xa9 ? 0x22 : byte)),
  ],
  ['half a document', encodePrompt(promptOf('Hello')).subarray(0, 30)],
  [
    'an unknown role',
    canonicalBytes({
      type: 'aichain/prompt/1',
      messages: [{ role: 'root', content: 'x' }],
    }),
  ],
  [
    'a lone surrogate',
    utf8(
      '{"messages":[{"content":"\\ud800","role":"user"}],"type":"aichain/prompt/1"}',
    ),
  ],
  [
    'a role of the prototype',
    utf8(
      '{"messages":[{"__proto__":{"role":"user"},"content":"x"}],"type":"aichain/prompt/1"}',
    ),
  ],
  ['no messages', encodePrompt(promptOf([]))],
  ['fewer tokens than one', encodePrompt(promptOf('x', 0))],
  ['a limit that is no integer', encodePrompt(promptOf('x', 1.5))],
  [
    'more than any document may hold',
    encodePrompt(promptOf('x'.repeat(2 ** 21))),
  ],
  ['lists in lists', utf8('['.repeat(200_000))],
])('%s is malformed', async (_, prompt) => {
  expect(await run(prompt)).toEqual(error('prompt-malformed'))
})

test.each([
  ['a megabyte of letters', 'x'.repeat(1e6)],
  ['a megabyte of spaces', ' '.repeat(1e6)],
  ['a megabyte of emoji', '👩‍🔬'.repeat(9e4)],
])('%s is too long', async (_, content) => {
  expect(await run(encodePrompt(promptOf(content)))).toEqual(
    error('prompt-too-long'),
  )
})

test('however many tokens are asked for, the manifest decides', async () => {
  const { maxNewTokens } = parts.manifest.decoding
  for (const asked of [maxNewTokens + 1, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
    const answer = await run(encodePrompt(promptOf('x', asked)))
    expect(answer).toMatchObject({ finishReason: 'length' })
    expect(answer).toHaveProperty('tokens.length', maxNewTokens)
  }
})

const PIECES = [
  'a',
  ' ',
  '\n',
  '\0',
  '\u202e',
  '\ufeff',
  'é',
  '北京',
  '👩‍🔬',
  '\u{1FAE9}',
  '<|im_start|>',
  '<|im_end|>',
  '{{ 1 }}',
  '{% for %}',
  "'s",
  '\u0301',
]

test('any text is answered, or refused by name', {
  timeout: 3_600_000,
}, async () => {
  const { below, pick } = seededRandom(61)
  for (let count = 0; count < FUZZ_RUNS; count += 1) {
    const messages = Array.from({ length: 1 + below(4) }, () => {
      const content = Array.from({ length: below(30) }, () =>
        pick(PIECES),
      ).join('')
      return { role: pick(['user', 'assistant', 'system'] as const), content }
    })
    const prompt = encodePrompt(promptOf(messages, 1 + below(3)))
    const end = await run(prompt)
    expect(end).toHaveProperty('finishReason')
    expect(await run(prompt)).toEqual(end)
  }
})

test('any bytes are answered, or refused by name', {
  timeout: 3_600_000,
}, async () => {
  const { below } = seededRandom(62)
  const whole = encodePrompt(promptOf('Hello, 北京!', 2))
  for (let count = 0; count < FUZZ_RUNS; count += 1) {
    const prompt = whole.slice(0, 1 + below(whole.length))
    for (let change = below(4); change >= 0; change -= 1) {
      prompt[below(prompt.length)] = below(256)
    }
    expect(await run(prompt)).toHaveProperty('finishReason')
  }
})
