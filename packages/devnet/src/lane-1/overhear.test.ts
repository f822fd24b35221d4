import type { Generation, ModelFiles, Prompt } from '@aichain/sdk'
import {
  type Cid,
  cidOf,
  digestOf,
  encodeOutput,
  encodePrompt,
} from '@aichain/sdk/core'
import {
  memoryContentStore,
  memoryEngine,
  memoryModel,
} from '@aichain/sdk/testing'
import { expect, test } from 'vitest'
import { overhear } from './overhear.js'

const prompt: Prompt = {
  type: 'aichain/prompt/1',
  messages: [{ role: 'user', content: 'What is a fox?' }],
  maxNewTokens: 5,
}

async function generate(
  engine: ReturnType<typeof overhear>['engine'],
  files: ModelFiles,
): Promise<Generation | undefined> {
  const session = await engine.load(files)
  for await (const part of session.generate(prompt)) {
    if (part.type === 'generation') return part.generation
  }
  return undefined
}

async function pretendedModel(): Promise<{ model: Cid; files: ModelFiles }> {
  const { model, manifest } = await memoryModel(memoryContentStore())
  return { model, files: { manifest, read: async () => new Uint8Array() } }
}

test('tells the digest of the very document that a node votes for', async () => {
  const { model, files } = await pretendedModel()
  const { engine, outputOf } = overhear(memoryEngine(), model)
  const asked = cidOf(encodePrompt(prompt))
  const early = outputOf(asked)
  const generation = await generate(engine, files)
  const document = encodeOutput({
    type: 'aichain/output/1',
    model,
    prompt: asked,
    ...(generation as Generation),
  })
  expect(await early).toBe(digestOf(document))
  expect(await outputOf(asked)).toBe(digestOf(document))
})
