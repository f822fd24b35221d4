import { expect, test } from 'vitest'
import { seededRandom } from '../../../base/test/seeded-random.js'
import { encodePrompt } from '../../src/document/prompt.js'
import { promptOf } from '../support/default-model.js'
import { hostileEngine } from './hostile-engine.js'
import { FUZZ_RUNS } from './runs.js'

const { parts, open } = await hostileEngine()
const prompt = encodePrompt(promptOf('Hello, 北京! 123 {{ x }}', 2))
const run = (json: unknown) => {
  const text = typeof json === 'string' ? json : JSON.stringify(json)
  return open({ tokenizer: new TextEncoder().encode(text) })(prompt)
}
const whole = JSON.parse(new TextDecoder().decode(parts.tokenizer))

test.each<[string, unknown]>([
  ['nothing', ''],
  ['half a file', JSON.stringify(whole).slice(0, 5000)],
  ['a list', []],
  ['null', 'null'],
  ['no model', { ...whole, model: undefined }],
  ['an unknown model', { ...whole, model: { type: 'Oracle' } }],
  [
    'pieces without a length',
    { ...whole, pre_tokenizer: { type: 'FixedLength', length: 0 } },
  ],
  [
    'text that grows',
    {
      ...whole,
      normalizer: {
        type: 'Replace',
        pattern: { String: '' },
        content: 'x'.repeat(100),
      },
    },
  ],
  ['an unknown pre-tokenizer', { ...whole, pre_tokenizer: { type: 'Oracle' } }],
  [
    'a pattern that is none',
    {
      ...whole,
      pre_tokenizer: {
        type: 'Split',
        pattern: { Regex: '(' },
        behavior: 'Isolated',
      },
    },
  ],
  [
    'a pattern that never ends',
    {
      ...whole,
      pre_tokenizer: {
        type: 'Split',
        pattern: { Regex: '(\\w+\\s?)+$' },
        behavior: 'Isolated',
      },
    },
  ],
  [
    'a pattern that takes the cube of the time',
    {
      ...whole,
      normalizer: {
        type: 'Replace',
        pattern: { Regex: 'l*l*l*x' },
        content: '',
      },
    },
  ],
])('%s is the model’s fault', async (_, json) => {
  expect(await run(json)).toMatchObject({ fault: 'model-unsupported' })
})

const VALUES = [
  null,
  true,
  -1,
  1e308,
  '',
  'x',
  '\ud800',
  [],
  {},
  [[]],
  { type: 'Sequence' },
  { type: 'ByteLevel' },
]

/** Puts something else at a random place of a JSON value, not too deep in long lists. */
function spoil(
  json: unknown,
  random: ReturnType<typeof seededRandom>,
): unknown {
  if (typeof json !== 'object' || json === null || random.below(4) === 0) {
    return random.pick(VALUES)
  }
  const keys = Object.keys(json)
  const key = random.pick(keys) ?? 'type'
  const copy = Array.isArray(json) ? [...json] : { ...json }
  const inner = Reflect.get(copy, key)
  if (random.below(6) === 0) Reflect.deleteProperty(copy, key)
  else Reflect.set(copy, key, spoil(inner, random))
  return copy
}

test('any change of a tokenizer ends in an answer or is the model’s fault', {
  timeout: 3_600_000,
}, async () => {
  const random = seededRandom(64)
  for (let count = 0; count < FUZZ_RUNS / 2; count += 1) {
    const json = spoil(whole, random)
    const end = await run(json)
    const isFine = 'finishReason' in end || end.fault === 'model-unsupported'
    expect(isFine, `${count}: ${JSON.stringify(end)}`).toBe(true)
  }
})
