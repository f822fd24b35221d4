import type {
  GenerationPart,
  InferenceEngine,
  ModelFiles,
  Prompt,
} from '@aichain/sdk'
import { memoryRuntime } from '@aichain/sdk/testing'
import { expect, test } from 'vitest'
import { sharedEngine } from './shared-engine.js'

const prompt: Prompt = {
  type: 'aichain/prompt/1',
  messages: [{ role: 'user', content: 'Hello?' }],
}
const answer: GenerationPart = {
  type: 'generation',
  generation: { finishReason: 'stop', text: 'Hello.', tokens: [] },
}

/** Counts what it is asked to do; fails as often as it is told to. */
function countingEngine(failures = 0) {
  const counts = { loads: 0, generations: 0, closes: 0 }
  const engine: InferenceEngine = {
    executionProvider: 'wasm',
    runtime: async () => memoryRuntime,
    load: async () => {
      counts.loads += 1
      return {
        generate: async function* () {
          counts.generations += 1
          if (counts.generations <= failures) throw new Error('out of memory')
          yield answer
        },
        verify: async () => ({ valid: true }),
        close: async () => {
          counts.closes += 1
        },
      }
    },
  }
  return { engine, counts }
}

const files = {} as ModelFiles

async function partsOf(
  engine: InferenceEngine,
  signal?: AbortSignal,
): Promise<readonly GenerationPart[]> {
  const session = await engine.load(files)
  const parts: GenerationPart[] = []
  for await (const part of session.generate(prompt, { signal })) {
    parts.push(part)
  }
  await session.close()
  return parts
}

test('many nodes load and compute once', async () => {
  const { engine, counts } = countingEngine()
  const shared = sharedEngine(engine)
  const nodes = Array.from({ length: 3 }, () => partsOf(shared.engine))
  expect(await Promise.all(nodes)).toEqual([[answer], [answer], [answer]])
  expect(counts).toEqual({ loads: 1, generations: 1, closes: 0 })
  await shared.close()
  expect(counts.closes).toBe(1)
})

test('what failed is computed again by whoever asks next', async () => {
  const { engine } = countingEngine(1)
  const shared = sharedEngine(engine)
  await expect(partsOf(shared.engine)).rejects.toThrow('out of memory')
  expect(await partsOf(shared.engine)).toEqual([answer])
})

test('a node that is stopped does not stop the others', async () => {
  const { engine } = countingEngine()
  const shared = sharedEngine(engine)
  const reason = new Error('enough')
  const stopped = partsOf(shared.engine, AbortSignal.abort(reason))
  const other = partsOf(shared.engine)
  await expect(stopped).rejects.toBe(reason)
  expect(await other).toEqual([answer])
})

test('closing what was never loaded does nothing', async () => {
  const { engine, counts } = countingEngine()
  await sharedEngine(engine).close()
  expect(counts.loads).toBe(0)
})
