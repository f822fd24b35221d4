import type { onnx } from 'onnx-proto'
import type { DecodingRules } from '../../core/manifest.js'
import {
  ModelFileMissingError,
  ModelUnsupportedError,
} from '../../errors/model.js'
import { withTimeout } from '../../internal/with-timeout.js'
import type { ModelFolder, PreparedModel } from '../../ports/model-folder.js'
import type { CallOptions } from '../../ports/options.js'
import { readJson } from '../inference/read-json.js'
import { loadTextLibraries } from '../inference/text/load-text-libraries.js'
import { textPipeline } from '../inference/text/text-pipeline.js'
import { findUnsupportedPart } from './graph/check-operators.js'
import { chooseGraph, type GraphDtype } from './graph/choose-graph.js'
import { dequantiseWeights } from './graph/dequantise-weights.js'
import { inlineExternalData } from './graph/inline-external-data.js'
import {
  isRecord,
  type ModelConfig,
  modelConfig,
  tokenIds,
} from './graph/model-config.js'
import { modelSignature } from './graph/model-signature.js'
import { decodeGraph, loadOnnxProto } from './graph/onnx-proto.js'
import { tensorInfos } from './graph/tensor-infos.js'

/** Rules that a publisher may set; what is left out comes from the model. */
export type DecodingOverrides = Partial<
  Pick<
    DecodingRules,
    | 'repetitionPenalty'
    | 'endOfSequence'
    | 'contextLimit'
    | 'maxNewTokens'
    | 'maxPromptBytes'
  >
>

/** How a model is prepared. */
export type PrepareModelOptions = CallOptions & {
  /** Default: the first of q8, int8, uint8, fp32 that the folder has. */
  readonly dtype?: GraphDtype | undefined
  readonly decoding?: DecodingOverrides | undefined
}

const CONFIG = 'config.json'
const GENERATION_CONFIG = 'generation_config.json'
const TOKENIZER = 'tokenizer.json'
const TOKENIZER_CONFIG = 'tokenizer_config.json'
const CHAT_TEMPLATE = 'chat_template.jinja'

/** Longer contexts cost every node memory and time; publishers may allow more. */
const CONTEXT_CAP = 2048

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
 * import { readModelFolder } from '@aichain/sdk/node'
 * import { prepareModel } from '@aichain/sdk/onnx'
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
    config: CONFIG,
    tokenizer: TOKENIZER,
    tokenizerConfig: TOKENIZER_CONFIG,
    decoding: decodingRules(config, texts.generationConfig, decoding),
    notes: [...texts.notes, ...graph.notes],
  }
}

async function readFile(
  folder: ModelFolder,
  path: string,
  purpose: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (!folder.paths.includes(path)) {
    throw new ModelFileMissingError({ path, purpose })
  }
  return await folder.read(path, { signal })
}

type TextFiles = {
  readonly files: PreparedModel['files']
  readonly config: unknown
  readonly generationConfig: unknown
  readonly tokenizer: unknown
  readonly tokenizerConfig: unknown
  readonly notes: readonly string[]
}

async function readTextFiles(
  folder: ModelFolder,
  signal: AbortSignal,
): Promise<TextFiles> {
  const read = async (path: string, purpose: string) => {
    const content = await readFile(folder, path, purpose, signal)
    return { path, content, json: readJson(path, content) }
  }
  const config = await read(CONFIG, "the model's dimensions")
  const tokenizer = await read(TOKENIZER, 'turning text into tokens')
  const original = await read(TOKENIZER_CONFIG, 'the special tokens')
  const template = folder.paths.includes(CHAT_TEMPLATE)
    ? await readFile(folder, CHAT_TEMPLATE, 'the chat template', signal)
    : undefined
  const tokenizerConfig =
    template === undefined ? original : withTemplate(original.json, template)
  const generation = folder.paths.includes(GENERATION_CONFIG)
    ? [await read(GENERATION_CONFIG, 'the end-of-sequence tokens')]
    : []
  return {
    files: [config, tokenizer, tokenizerConfig, ...generation].map(
      ({ path, content }) => ({ path, content }),
    ),
    config: config.json,
    generationConfig: generation[0]?.json,
    tokenizer: tokenizer.json,
    tokenizerConfig: tokenizerConfig.json,
    notes:
      template === undefined
        ? []
        : [`Moved ${CHAT_TEMPLATE} into ${TOKENIZER_CONFIG}.`],
  }
}

/** The engine reads one file; newer exports keep the template in another. */
function withTemplate(tokenizerConfig: unknown, template: Uint8Array) {
  const json = {
    ...(isRecord(tokenizerConfig) ? tokenizerConfig : {}),
    chat_template: new TextDecoder().decode(template),
  }
  const content = new TextEncoder().encode(JSON.stringify(json, undefined, 2))
  return { path: TOKENIZER_CONFIG, content, json }
}

/** The simplest conversation must give tokens, or the model answers nothing. */
async function checkTextFiles(texts: TextFiles): Promise<void> {
  const { template, codec } = textPipeline(await loadTextLibraries(), {
    ...texts,
    paths: { tokenizer: TOKENIZER, tokenizerConfig: TOKENIZER_CONFIG },
  })
  const text = template.render([{ role: 'user', content: 'Hello' }])
  const tokens = text === undefined ? undefined : codec.encode(text)
  if (tokens?.length) return
  throw new ModelUnsupportedError({
    reason:
      text === undefined
        ? 'the chat template refuses a single message from the user'
        : 'the tokenizer cannot express what the chat template writes',
    remedy:
      'Choose another model, or mend its chat template; it may use messages, add_generation_prompt and the special tokens.',
    path: TOKENIZER_CONFIG,
  })
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

function decodingRules(
  config: ModelConfig,
  generationConfig: unknown,
  overrides: DecodingOverrides,
): DecodingRules {
  const generation = isRecord(generationConfig) ? generationConfig : {}
  const declared = tokenIds(generation.eos_token_id)
  const endOfSequence =
    overrides.endOfSequence ??
    (declared.length > 0 ? declared : config.endOfSequence)
  if (endOfSequence.length === 0) {
    throw new ModelUnsupportedError({
      reason: 'no end-of-sequence token is declared, so answers would not end',
      remedy: 'Pass decoding.endOfSequence.',
      path: GENERATION_CONFIG,
    })
  }
  return {
    sampler: 'greedy/1',
    ties: 'lowest-id',
    nonFinite: 'reject',
    repetitionPenalty: overrides.repetitionPenalty ?? '1.1',
    endOfSequence,
    contextLimit:
      overrides.contextLimit ??
      Math.min(config.maximumPositions ?? CONTEXT_CAP, CONTEXT_CAP),
    maxNewTokens: overrides.maxNewTokens ?? 64,
    maxPromptBytes: overrides.maxPromptBytes ?? 16_384,
  }
}
