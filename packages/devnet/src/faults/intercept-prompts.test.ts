import {
  type Generation,
  type InferenceSession,
  loadModelFiles,
  type ModelManifest,
  type Prompt,
} from '@aichain/sdk'
import {
  memoryContentStore,
  memoryEngine,
  memoryModel,
} from '@aichain/sdk/testing'
import { expect, test } from 'vitest'
import { type Interception, interceptPrompts } from './intercept-prompts.js'
import { liar, lie } from './liar.js'
import { silent } from './silent.js'
import { slow } from './slow.js'

const prompt: Prompt = {
  type: 'aichain/prompt/1',
  messages: [{ role: 'user', content: 'Tell me the truth.' }],
}

/** The pretended engine's own answer, and the one after the interception. */
async function compare(
  intercept: Interception,
  choose: (manifest: ModelManifest) => Prompt,
  signal?: AbortSignal,
): Promise<{ readonly honest: Generation; readonly actual: Generation }> {
  const content = memoryContentStore()
  const { model, manifest } = await memoryModel(content)
  const files = await loadModelFiles({ content, model })
  const engine = memoryEngine()
  const asked = choose(manifest)
  return {
    honest: await generate(await engine.load(files), asked),
    actual: await generate(
      await interceptPrompts(engine, intercept).load(files),
      asked,
      signal,
    ),
  }
}

async function generate(
  session: InferenceSession,
  asked: Prompt,
  signal?: AbortSignal,
): Promise<Generation> {
  try {
    for await (const part of session.generate(asked, { signal })) {
      if (part.type === 'generation') return part.generation
    }
    return expect.fail('it gave no generation')
  } finally {
    await session.close()
  }
}

const anything = () => prompt
const golden = ({ golden }: ModelManifest) => golden[0]?.prompt ?? prompt

test('a liar gives another answer', async () => {
  const { honest, actual } = await compare(liar, anything)
  expect(actual).toEqual({ finishReason: 'stop', text: lie, tokens: [] })
  expect(actual).not.toEqual(honest)
})

test.each([
  ['liar', liar],
  ['silent', silent],
])(
  'a %s node is honest about golden prompts, or it could not join',
  async (_name, intercept) => {
    const { honest, actual } = await compare(intercept, golden)
    expect(actual).toEqual(honest)
  },
)

test('a slow node gives the right answer', async () => {
  const { honest, actual } = await compare(slow(5), anything)
  expect(actual).toEqual(honest)
})

test.each([
  ['silent', silent],
  ['slow', slow(3_600_000)],
])('a %s node stops at once, with the reason', async (_name, intercept) => {
  const controller = new AbortController()
  const reason = new TypeError('stopped')
  setTimeout(() => controller.abort(reason), 5)
  const waiting = compare(intercept, anything, controller.signal)
  await expect(waiting).rejects.toBe(reason)
})
