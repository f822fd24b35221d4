import type { CallOptions } from '@aichain/base'
import { withTimeout } from '@aichain/base'
import type { onnx } from 'onnx-proto'
import { findUnsupportedPart } from '../../engine/onnx/graph/check-operators.js'
import { modelSignature } from '../../engine/onnx/graph/model-signature.js'
import {
  decodeGraph,
  loadOnnxProto,
} from '../../engine/onnx/graph/onnx-proto.js'
import {
  type ModelConfig,
  modelConfig,
} from '../../engine/shared/model/model-config.js'
import { ModelUnsupportedError } from '../../errors/model.js'
import type { ModelFolder, PreparedModel } from '../../ports/model-folder.js'
import {
  type DecodingOverrides,
  decodingRules,
} from '../shared/decoding-rules.js'
import {
  checkTextFiles,
  readTextFiles,
  TEXT_PATHS,
} from '../shared/text-files.js'
import { chooseGraph, type GraphDtype } from './choose-graph.js'
import { dequantiseWeights } from './dequantise-weights.js'
import { inlineExternalData } from './inline-external-data.js'
import { tensorInfos } from './tensor-infos.js'

/** How a model is prepared. */
export type PrepareModelOptions = CallOptions & {
  /** Default: the first of q8, int8, uint8, fp32 that the folder has. */
  readonly dtype?: GraphDtype | undefined
  readonly decoding?: DecodingOverrides | undefined
}

/**
 * Makes a folder in the Hugging Face ONNX layout fit to publish: chooses its
 * graph, rewrites dynamic quantisation to float32 activations over the same
 * weights, checks that everything in it is deterministic and can be run, and
 * derives the decoding rules.
 *
 * Needs `config.json`, `tokenizer.json`, `tokenizer_config.json` with a chat
 * template (or `chat_template.jinja`), and a graph with `past_key_values`.
 *
 * Errors: `ModelFileMissingError`, `ModelUnsupportedError`,
 * `EngineUnavailableError`.
 *
 * @example
 * ```ts
 * import { readModelFolder } from '@aichain/inference/node'
 * import { prepareModel } from '@aichain/inference/onnx'
 *
 * const folder = await readModelFolder('./my-model')
 * const model = await prepareModel(folder, { decoding: { maxNewTokens: 128 } })
 * for (const note of model.notes) console.log(note)
 * ```
 */
export async function prepareModel(
  folder: ModelFolder,
  options: PrepareModelOptions = {},
): Promise<PreparedModel> {
  const call = { ...options, operation: 'prepareModel' }
  return await withTimeout(call, (signal) => prepare(folder, options, signal))
}

async function prepare(
  folder: ModelFolder,
  { dtype: wish, decoding = {} }: PrepareModelOptions,
  signal: AbortSignal,
): Promise<PreparedModel> {
  const { path, dtype } = chooseGraph(folder.paths, wish)
  const texts = await readTextFiles(folder, signal)
  await checkTextFiles(texts)
  const config = modelConfig(texts.config)
  const graph = await prepareGraph(folder, path, config, signal)
  const files = [...texts.files, { path, content: graph.content }]
  return {
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
    dtype,
    graph: path,
    config: TEXT_PATHS.config,
    tokenizer: TEXT_PATHS.tokenizer,
    tokenizerConfig: TEXT_PATHS.tokenizerConfig,
    decoding: decodingRules(config, texts.generationConfig, decoding),
    notes: [...texts.notes, ...graph.notes],
  }
}

async function prepareGraph(
  folder: ModelFolder,
  path: string,
  config: ModelConfig,
  signal: AbortSignal,
): Promise<{ content: Uint8Array; notes: readonly string[] }> {
  const proto = await loadOnnxProto()
  const original = await folder.read(path, { signal })
  const model = decodeGraph(proto, path, original)
  const inlined = await inlineExternalData(model.graph, path, folder, {
    signal,
  })
  const rewritten = dequantiseWeights(proto, model.graph)
  checkGraph(model, path, config)
  const notes = [
    ...inlined.map((file) => `Moved the weights of ${file} into ${path}.`),
    ...(rewritten === 0
      ? []
      : [`Rewrote ${rewritten} products of ${path} to float32 activations.`]),
  ]
  const content =
    notes.length === 0 ? original : proto.ModelProto.encode(model).finish()
  return { content, notes }
}

function checkGraph(
  model: onnx.IModelProto & { graph: onnx.IGraphProto },
  path: string,
  config: ModelConfig,
): void {
  const { inputs, outputs } = tensorInfos(model.graph)
  const signature = modelSignature(inputs, outputs, config)
  const reason =
    findUnsupportedPart(model) ?? (signature.ok ? undefined : signature.reason)
  if (reason === undefined) return
  throw new ModelUnsupportedError({
    reason,
    remedy:
      "Export the model with a key-value cache and 8-bit or 32-bit weights, for example with Optimum's task text-generation-with-past.",
    path,
  })
}
