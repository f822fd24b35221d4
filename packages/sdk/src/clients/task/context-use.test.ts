import { accept, type CallOptions, refuse } from '@aichain/base'
import type { GoldenVector, Message, ModelFiles } from '@aichain/inference'
import { encodeManifest } from '@aichain/inference'
import { describe, expect, test } from 'vitest'
import { tasksOn } from '../../../test/faulty-chain.js'
import {
  type MemoryNetwork,
  openMemoryNetwork,
} from '../../../test/memory-network.js'
import { serveModel } from '../../../test/serve-model.js'
import { clientOf, requestOf } from '../../../test/task-listener.js'
import { memoryModel } from '../../adapters/memory/model.js'
import type { CountTokens } from '../../ports/prompt-counter.js'

const user = (content: string): Message => ({ role: 'user', content })
const assistant = (content: string): Message => ({ role: 'assistant', content })
const system: Message = { role: 'system', content: 'Be brief.' }

const limit = 2048

/** Counts every prompt as so many tokens. */
const counting =
  (tokens: number): CountTokens =>
  async () => ({ count: () => accept(tokens) })

/** Nothing was stored, nothing was paid. */
async function expectFree(network: MemoryNetwork): Promise<void> {
  expect(await tasksOn(network)).toBe(0)
  expect(network.content.blocks.size).toBe(network.stored)
}

describe('with a counter', () => {
  test('a prompt is accepted as long as one token is left for the answer', async () => {
    const network = await openMemoryNetwork()
    const fitting = clientOf(network, { countTokens: counting(limit - 1) })
    await fitting.submit(requestOf(network))
    const network2 = await openMemoryNetwork()
    const full = clientOf(network2, { countTokens: counting(limit) })
    await expect(full.ask(requestOf(network2))).rejects.toMatchObject({
      ...{ code: 'prompt-too-long', tokens: limit, maximum: limit - 1 },
    })
    await expectFree(network2)
  })

  test('a long text of few tokens is accepted, which no bound would allow', async () => {
    const network = await openMemoryNetwork()
    const messages = [user('word '.repeat(2000))]
    const request = requestOf(network, { messages })
    await expect(clientOf(network).ask(request)).rejects.toMatchObject({
      code: 'prompt-too-long',
    })
    const tasks = clientOf(network, { countTokens: counting(2001) })
    await tasks.submit(request)
  })

  test('what the template refuses is refused before it is paid for', async () => {
    const network = await openMemoryNetwork()
    const countTokens: CountTokens = async () => ({
      count: ({ messages }) =>
        messages.some(({ role }) => role === 'system')
          ? refuse('prompt-malformed')
          : accept(10),
    })
    const tasks = clientOf(network, { countTokens })
    const messages = [system, user('Hello?')]
    await expect(
      tasks.ask(requestOf(network, { messages })),
    ).rejects.toMatchObject({ code: 'prompt-invalid' })
    await expectFree(network)
    // Whatever it takes is its own affair.
    const odd = [user('a'), user('b')]
    await tasks.submit(requestOf(network, { messages: odd }))
  })

  test('what is counted is what is sent, though the list changes meanwhile', async () => {
    const network = await openMemoryNetwork()
    const countTokens: CountTokens = async () => ({
      count: ({ messages }) => accept(messages.length === 3 ? limit : 10),
    })
    const tasks = clientOf(network, { countTokens })
    const messages = [user('a'), assistant('b'), user('c')]
    const asking = tasks.ask(requestOf(network, { messages }))
    messages.length = 1
    await expect(asking).rejects.toMatchObject({ code: 'prompt-too-long' })
    await expectFree(network)
  })

  test('it is opened once a model, with the files that the manifest names', async () => {
    const network = await openMemoryNetwork()
    const opened: ModelFiles[] = []
    const countTokens = async (files: ModelFiles, _?: CallOptions) => {
      opened.push(files)
      return { count: () => accept(10) }
    }
    const tasks = clientOf(network, { countTokens })
    await tasks.submit(requestOf(network))
    await tasks.submit(requestOf(network))
    expect(opened).toHaveLength(1)
    expect(opened[0]?.manifest).toEqual(network.manifest)
    const tokenizer = await opened[0]?.read(network.manifest.tokenizer)
    expect(new TextDecoder().decode(tokenizer)).toContain('tokenizer.json')
  })

  test('one that cannot be opened costs nothing, and is opened anew', async () => {
    const network = await openMemoryNetwork()
    let attempts = 0
    const countTokens: CountTokens = async () => {
      attempts += 1
      if (attempts === 1) throw new RangeError('no tokenizer library')
      return { count: () => accept(10) }
    }
    const tasks = clientOf(network, { countTokens })
    await expect(tasks.ask(requestOf(network))).rejects.toThrow(RangeError)
    await expectFree(network)
    await tasks.submit(requestOf(network))
  })

  test('it needs a store that can read files', async () => {
    const network = await openMemoryNetwork()
    const { get, put } = network.content
    const options = { content: { get, put }, countTokens: counting(1) }
    expect(() => clientOf(network, options)).toThrow(
      expect.objectContaining({
        code: 'invalid-argument',
        argument: 'content',
      }),
    )
  })
})

describe('without a counter', () => {
  test('what is not known to fit is refused, and the refusal names the counter', async () => {
    const network = await openMemoryNetwork()
    const messages = [user('The quick brown fox jumps. '.repeat(260))]
    const error = await clientOf(network)
      .ask(requestOf(network, { messages }))
      .catch((error) => error)
    expect(error).toMatchObject({ code: 'prompt-too-long', maximum: limit - 1 })
    expect(error.tokens).toBeUndefined()
    expect(error.atMost).toBeGreaterThan(limit)
    expect(error.remedy).toContain('countTokens')
    await expectFree(network)
  })

  test.each<[string, Message[]]>([
    ['one question', [user('a')]],
    ['turns', [user('a'), assistant('b'), user('c')]],
    ['an answer that was empty', [user('a'), assistant(''), user('c')]],
  ])('%s is accepted', async (_, messages) => {
    const network = await openMemoryNetwork()
    await clientOf(network).submit(requestOf(network, { messages }))
  })

  test.each<[string, Message[]]>([
    ['two questions in a row', [user('a'), user('b')]],
    ['an answer first', [assistant('a'), user('b')]],
    ['a late system message', [user('a'), assistant('b'), system, user('c')]],
    ['two system messages', [system, system, user('c')]],
    ['a system message that no golden vector shows', [system, user('c')]],
  ])('%s is refused before it is paid for', async (_, messages) => {
    const network = await openMemoryNetwork()
    const error = await clientOf(network)
      .ask(requestOf(network, { messages }))
      .catch((error) => error)
    expect(error).toMatchObject({ code: 'prompt-invalid' })
    expect(error.remedy).toContain('countTokens')
    await expectFree(network)
  })

  test.each([
    ['takes', { finishReason: 'stop', text: 'Hi.', tokens: [1] }, true],
    ['refuses', { finishReason: 'error', error: 'prompt-malformed' }, false],
  ] as const)(
    'a golden vector tells that the model %s a system message',
    async (_, generation, isTaken) => {
      const network = await openMemoryNetwork()
      const { content } = network
      const { manifest } = await memoryModel(content, { name: 'system' })
      const [first] = manifest.golden as [GoldenVector]
      const prompt = { ...first.prompt, messages: [system, user('Hi?')] }
      const golden = [first, { ...first, prompt, generation }]
      const model = await content.put(encodeManifest({ ...manifest, golden }))
      await serveModel(network, model)
      const messages = [system, user('Hello?')]
      const submitting = clientOf(network).submit(
        requestOf(network, { model, messages }),
      )
      await (isTaken
        ? submitting
        : expect(submitting).rejects.toMatchObject({ code: 'prompt-invalid' }))
    },
  )
})

describe('a quote', () => {
  test('says how full the context is', async () => {
    const network = await openMemoryNetwork()
    const { model } = network
    const request = { model, messages: [user('Hello?')], maxNewTokens: 5 }
    const bounded = await clientOf(network).quote(request)
    expect(bounded.context).toMatchObject({ limit })
    const tasks = clientOf(network, { countTokens: counting(3000) })
    const counted = await tasks.quote(request)
    // More than fits: that is for whoever reads the quote to see.
    expect(counted.context).toEqual({ tokens: 3000, limit })
    expect((await tasks.quote({ model })).context).toBeUndefined()
  })

  test('of messages that cannot be is refused', async () => {
    const network = await openMemoryNetwork()
    const { model } = network
    const quoting = clientOf(network).quote({ model, messages: [] })
    await expect(quoting).rejects.toMatchObject({ code: 'prompt-invalid' })
  })
})
