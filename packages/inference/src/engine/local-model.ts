import { canonicalBytes, cidOf } from '@aichain/base'
import { ModelFileMissingError } from '../errors/model.js'
import type { InferenceEngine, ModelFiles } from '../ports/inference-engine.js'
import type { PreparedModel } from '../ports/model-folder.js'

/** How a {@link localModel} is made. */
export type LocalModelOptions = {
  /** The engine that will load it; the manifest pins its runtime. */
  readonly engine: Pick<InferenceEngine, 'runtime'>
  /** Name in the manifest. Default: `local`. */
  readonly name?: string | undefined
}

/**
 * A prepared model as an engine loads it, kept in memory and published nowhere.
 * Its manifest names each file by the CID of its bytes, and has no golden
 * vectors; its `root` is no folder on IPFS. To publish a model, use
 * `ModelPublisher` of `@aichain/sdk`.
 *
 * Errors: those of the engine's `runtime`; from `read` `ModelFileMissingError`.
 *
 * @example
 * ```ts
 * import { chatPrompt, localModel, streamText } from '@aichain/inference'
 * import { readModelFolder } from '@aichain/inference/node'
 * import { onnxEngine, prepareModel } from '@aichain/inference/onnx'
 *
 * const engine = onnxEngine()
 * const prepared = await prepareModel(await readModelFolder('./my-model'))
 * const session = await engine.load(await localModel(prepared, { engine }))
 * for await (const text of streamText(session, chatPrompt('Who are you?'))) {
 *   console.log(text)
 * }
 * await session.close()
 * ```
 */
export async function localModel(
  prepared: PreparedModel,
  { engine, name = 'local' }: LocalModelOptions,
): Promise<ModelFiles> {
  const { files: contents, notes: _, ...parts } = prepared
  const bytes = new Map(contents.map(({ path, content }) => [path, content]))
  const files = contents.map(({ path, content }) => {
    return { path, cid: cidOf(content), size: content.length }
  })
  return {
    manifest: {
      ...parts,
      type: 'aichain/model/1',
      name,
      license: '',
      root: cidOf(canonicalBytes(files)),
      files,
      runtime: await engine.runtime(),
      golden: [],
    },
    read: async (path, { signal } = {}) => {
      signal?.throwIfAborted()
      const content = bytes.get(path)
      if (content !== undefined) return content
      throw new ModelFileMissingError({ path, purpose: 'the engine' })
    },
  }
}
