import type { CallOptions } from '@aichain/base'
import {
  type ConformanceCase,
  expectEqual,
  expectError,
  expectReason,
  expectThat,
} from '@aichain/base/testing'
import { type Generation, generationDigest } from '../document/output.js'
import type { Prompt } from '../document/prompt.js'
import type {
  GenerationPart,
  InferenceEngine,
  InferenceSession,
  ModelFiles,
} from '../ports/inference-engine.js'

/** An engine, and a model that it runs. */
export type EngineFixture = {
  readonly engine: InferenceEngine
  /** Must answer each of its prompts with more than two tokens. */
  readonly model: ModelFiles
}

type Promised = (
  session: InferenceSession,
  fixture: EngineFixture,
) => Promise<void>

const ask = (content: string): Prompt => ({
  type: 'aichain/prompt/1',
  messages: [{ role: 'user', content }],
  maxNewTokens: 8,
})

const one = ask('What is the capital of France?')
const other = ask('Tell me about the sea.')

async function collect(
  session: InferenceSession,
  prompt: Prompt,
  options?: CallOptions,
): Promise<GenerationPart[]> {
  const parts: GenerationPart[] = []
  for await (const part of session.generate(prompt, options)) parts.push(part)
  return parts
}

async function result(
  session: InferenceSession,
  prompt: Prompt,
  options?: CallOptions,
): Promise<Generation | undefined> {
  const last = (await collect(session, prompt, options)).at(-1)
  return last?.type === 'generation' ? last.generation : undefined
}

async function digest(session: InferenceSession, prompt: Prompt) {
  const generation = await result(session, prompt)
  return generation && generationDigest(generation)
}

const promises: Readonly<Record<string, Promised>> = {
  'yields tokens as they come, then one generation made of them': async (
    session,
  ) => {
    const parts = await collect(session, one)
    const tokens = parts.flatMap((part) =>
      part.type === 'token' ? [part] : [],
    )
    expectThat('more than two tokens', tokens.length > 2, tokens)
    const indices = tokens.map(({ index }) => index)
    expectEqual('the indices', indices, [...tokens.keys()])
    expectEqual('the number of parts', parts.length, tokens.length + 1)
    const last = parts.at(-1)
    const generation = last?.type === 'generation' ? last.generation : undefined
    expectThat('an answer', generation?.finishReason !== 'error', generation)
    const { text, tokens: ids } = generation as Generation & {
      text: string
      tokens: number[]
    }
    expectEqual('the text', tokens.map((part) => part.text).join(''), text)
    expectEqual(
      'the ids',
      tokens.map(({ token }) => token),
      ids,
    )
  },
  'gives equal prompts equal generations, whatever came between': async (
    session,
    { engine, model },
  ) => {
    const first = await digest(session, one)
    await digest(session, other)
    expectEqual('the second digest', await digest(session, one), first)
    const second = await engine.load(model)
    try {
      const both = await Promise.all([
        digest(second, one),
        digest(session, one),
      ])
      expectEqual('digests of two sessions', both, [first, first])
    } finally {
      await second.close()
    }
  },
  'keeps the limit of new tokens': async (session) => {
    const generation = await result(session, { ...one, maxNewTokens: 2 })
    const { finishReason, tokens } = generation as Generation & {
      tokens: number[]
    }
    expectEqual('the reason', finishReason, 'length')
    expectEqual('the number of tokens', tokens.length, 2)
  },
  'answers what it must not run with an error that nodes agree on': async (
    session,
    { model },
  ) => {
    const long = ask('x'.repeat(model.manifest.decoding.maxPromptBytes))
    expectEqual('too long', await result(session, long), {
      finishReason: 'error',
      error: 'prompt-too-long',
    })
    expectEqual('malformed', await result(session, { ...one, messages: [] }), {
      finishReason: 'error',
      error: 'prompt-malformed',
    })
  },
  'runs one generation at a time': async (session) => {
    const order: string[] = []
    const run = async (name: string) => {
      for await (const _ of session.generate(one)) order.push(name)
    }
    await Promise.all([run('a'), run('b')])
    const changes = order.filter((name, index) => name !== order[index - 1])
    expectEqual('the order', changes, ['a', 'b'])
  },
  'stops on abort with the reason, and goes on afterwards': async (session) => {
    const before = await digest(session, one)
    const controller = new AbortController()
    const { signal } = controller
    const parts = session.generate(one, { signal })[Symbol.asyncIterator]()
    await parts.next()
    const reason = { because: 'enough' }
    controller.abort(reason)
    await expectReason('the next part', parts.next(), reason)
    await expectReason('a late call', result(session, one, { signal }), reason)
    expectEqual('the digest afterwards', await digest(session, one), before)
  },
  'is free again when a loop is left': async (session) => {
    for await (const _ of session.generate(one)) break
    const digests = [await digest(session, one), await digest(session, one)]
    expectEqual('the digests', digests[0], digests[1])
  },
  'refuses a model that pins another runtime': async (_, { engine, model }) => {
    const runtime = { ...model.manifest.runtime, version: '0.0.0' }
    const manifest = { ...model.manifest, runtime }
    const loading = engine.load({ ...model, manifest })
    await expectError('loading', loading, 'runtime-mismatch')
  },
  'says that it is closed, to who waits and to who comes later': async (
    session,
  ) => {
    const parts = session.generate(one)[Symbol.asyncIterator]()
    await parts.next()
    const waiting = result(session, other)
    const refused = expectError('who waits', waiting, 'session-closed')
    await session.close()
    await refused
    await expectError('who was served', parts.next(), 'session-closed')
    await expectError('who is late', result(session, one), 'session-closed')
    await session.close()
  },
}

/**
 * What every `InferenceEngine` must do, as tests for any runner.
 *
 * @example
 * ```ts
 * import type { InferenceEngine, ModelFiles } from '@aichain/inference'
 * import { engineConformance } from '@aichain/inference/testing'
 *
 * async function check(engine: InferenceEngine, model: ModelFiles) {
 *   for (const { name, run } of engineConformance({ engine, model })) {
 *     await run()
 *     console.log(`ok ${name}`)
 *   }
 * }
 * ```
 */
export function engineConformance(
  fixture: EngineFixture,
): readonly ConformanceCase[] {
  return Object.entries(promises).map(([name, promise]) => ({
    name,
    run: async () => {
      const session = await fixture.engine.load(fixture.model)
      try {
        await promise(session, fixture)
      } finally {
        await session.close()
      }
    },
  }))
}
