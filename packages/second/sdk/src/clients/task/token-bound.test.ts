import type { Message } from '@aichain/inference'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import { promptCounter } from '../../../../inference/src/engine/prompt-counter.js'
import { textPin } from '../../../../inference/src/engine/shared/text/text-pin.js'
import { memoryRuntime } from '../../../../inference/src/testing.js'
import {
  promptOf,
  tinyModelFiles,
} from '../../../../inference/test/support/default-model.js'
import { boundTokens } from './token-bound.js'

const pieces = [
  ...['a', ' word', '\n', '  ', 'é', '北京', '👩‍🔬', '\u{1FAE9}', "'s", 'ﷺ'],
  ...['<|im_start|>', '{{ 1 }}', '\u0301', '\u0958', '\u{1D160}', 'İ', 'x'],
]

/** Turns of user and assistant, perhaps after a system message. */
function conversation(seed: number): Message[] {
  const { below, pick } = seededRandom(seed)
  const say = (role: Message['role']): Message => ({
    role,
    content: Array.from({ length: 1 + below(60) }, () => pick(pieces)).join(''),
  })
  const turns = Array.from({ length: 1 + 2 * below(4) }, (_, index) =>
    say(index % 2 === 0 ? 'user' : 'assistant'),
  )
  return below(2) === 0 ? turns : [say('system'), ...turns]
}

test('no conversation has more tokens than the bound says', async () => {
  const runtime = async () => ({ ...memoryRuntime, text: await textPin() })
  const counter = await promptCounter(await tinyModelFiles({ runtime }))
  let closest = 0
  for (let seed = 0; seed < 200; seed += 1) {
    const messages = conversation(seed)
    const counted = counter.count(promptOf(messages))
    if (!counted.ok) expect.fail(counted.reason)
    const bound = boundTokens(messages)
    expect(counted.value).toBeLessThanOrEqual(bound)
    closest = Math.max(closest, counted.value / bound)
  }
  // It bounds something: it is not far beyond what text of this kind needs.
  expect(closest).toBeGreaterThan(0.2)
})

test.each([
  ['a', 1],
  // An e and an accent, once taken apart.
  ['é', 4],
  ['北', 3],
  ['👋', 4],
  // Fifteen letters and three spaces, once taken apart.
  ['ﷺ', 48],
  // Not every machine knows it: then it is U+FFFD.
  ['\u0378', 3],
])('%s counts as the bytes that it can become', (content, bytes) => {
  const empty = boundTokens([{ role: 'user', content: '' }])
  expect(boundTokens([{ role: 'user', content }]) - empty).toBe(bytes)
})
