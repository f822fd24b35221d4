import { expect, test } from 'vitest'
import { huggingFaceFolder } from '../src/import/hub/hugging-face-folder.js'
import { prepareLlamaModel } from '../src/import/llama/prepare-llama-model.js'
import type { ModelFolder } from '../src/ports/model-folder.js'
import { FIRST, type HubFiles, hubServer } from './support/hub-server.js'
import { llamaFolder, llamaGguf, randomLlama } from './support/random-llama.js'

async function filesOf(folder: ModelFolder): Promise<HubFiles> {
  const entries = folder.paths.map(
    async (path) => [path, await folder.read(path)] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}

test.each([
  ['safetensors', llamaFolder(randomLlama())],
  ['GGUF', llamaGguf(randomLlama())],
])('a Llama in %s is the same from a hub', async (_, folder) => {
  const { url } = await hubServer({ [FIRST]: await filesOf(folder) })
  const fromHub = await huggingFaceFolder({ repository: 'owner/name', url })
  const prepared = await prepareLlamaModel(fromHub)
  expect(prepared).toEqual(await prepareLlamaModel(folder))
})
