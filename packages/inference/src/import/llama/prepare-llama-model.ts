import type { CallOptions } from '@aichain/base'
import { canonicalBytes, withTimeout } from '@aichain/base'
import { ModelFileMissingError } from '../../errors/model.js'
import type { ModelFolder, PreparedModel } from '../../ports/model-folder.js'
import { ggufPath } from '../gguf/gguf.js'
import { ggufModel } from '../gguf/gguf-model.js'
import { huggingFaceModel } from '../hugging-face/hugging-face-model.js'
import { hasSafetensors } from '../hugging-face/safetensors.js'
import {
  type DecodingOverrides,
  decodingRules,
} from '../shared/decoding-rules.js'
import { checkTextFiles, TEXT_PATHS } from '../shared/text-files.js'
import { unsupported } from '../shared/unsupported.js'
import { fileParts } from '../stored/file-parts.js'
import {
  type ImportProgress,
  importWeights,
} from '../weights/import-weights.js'
import type { LlamaConfig } from '../weights/llama-config.js'
import type { LlamaSource } from '../weights/llama-source.js'
import type { GroupSize } from '../weights/weight-file.js'
import { checkVocabulary } from './check-vocabulary.js'

/** How a model is prepared for the integer engine. */
export type PrepareLlamaModelOptions = CallOptions<ImportProgress> & {
  /**
   * Columns of a row that share a scale: 0, all of them (default), or 32, which
   * is closer to the original and about a quarter slower.
   */
  readonly groupSize?: GroupSize | undefined
  readonly decoding?: DecodingOverrides | undefined
}

const WEIGHTS = 'model.safetensors'

/**
 * Turns a Llama into what the integer engine runs: weights of eight bits whose
 * sums provably fit 32, the rotation's frequencies, and the tokenizer. The same
 * weights give the same bytes on every machine, whether they were stored as
 * F32, F16 or BF16.
 *
 * Takes a Hugging Face folder (`config.json`, `tokenizer.json`,
 * `tokenizer_config.json`, `model.safetensors` or its parts with their index),
 * or a folder with one `.gguf` file. Holds the result and some rows in memory,
 * never the whole original, where the folder can read parts of files.
 *
 * Errors: `ModelFileMissingError`; `ModelUnsupportedError` with the file and the
 * reason for whatever is damaged or not computed; `EngineUnavailableError`.
 *
 * @example
 * ```ts
 * import { prepareLlamaModel } from '@aichain/inference/integer'
 * import { readModelFolder } from '@aichain/inference/node'
 *
 * const folder = await readModelFolder('./SmolLM2-135M-Instruct')
 * const model = await prepareLlamaModel(folder, {
 *   groupSize: 32,
 *   onProgress: ({ count, total }) => console.log(`${count} of ${total}`),
 * })
 * ```
 */
export async function prepareLlamaModel(
  folder: ModelFolder,
  options: PrepareLlamaModelOptions = {},
): Promise<PreparedModel> {
  const call = { ...options, operation: 'prepareLlamaModel' }
  return await withTimeout(call, (signal) => prepare(folder, options, signal))
}

async function prepare(
  folder: ModelFolder,
  options: PrepareLlamaModelOptions,
  signal: AbortSignal,
): Promise<PreparedModel> {
  const { groupSize = 0, onProgress } = options
  const parts = fileParts(folder, signal)
  const source = await openModel(folder, parts, signal)
  const { weights, texts, configPath } = source
  await checkTextFiles(texts)
  checkVocabulary(texts.tokenizer, weights.config.vocabularySize)
  const decoding = rulesOf(source, options.decoding, configPath)
  const content = await importWeights(parts, weights, groupSize, onProgress)
  const config = canonicalBytes(publishedConfig(weights.config, groupSize))
  const files = texts.files.filter(({ path }) => PUBLISHED_TEXTS.includes(path))
  return {
    files: [
      { path: TEXT_PATHS.config, content: config },
      { path: WEIGHTS, content },
      ...files,
    ].sort((a, b) => (a.path < b.path ? -1 : 1)),
    dtype: groupSize === 0 ? 'w8a12' : 'w8a12-g32',
    graph: WEIGHTS,
    config: TEXT_PATHS.config,
    tokenizer: TEXT_PATHS.tokenizer,
    tokenizerConfig: TEXT_PATHS.tokenizerConfig,
    decoding,
    notes: texts.notes,
  }
}

const PUBLISHED_TEXTS: readonly string[] = [
  TEXT_PATHS.tokenizer,
  TEXT_PATHS.tokenizerConfig,
]

async function openModel(
  folder: ModelFolder,
  parts: ReturnType<typeof fileParts>,
  signal: AbortSignal,
): Promise<LlamaSource> {
  if (hasSafetensors(folder)) {
    return await huggingFaceModel(folder, parts, signal)
  }
  const path = ggufPath(folder)
  if (path !== undefined) return await ggufModel(parts, path)
  throw new ModelFileMissingError({
    path: WEIGHTS,
    purpose: "the model's weights, unless there is a .gguf file",
  })
}

function rulesOf(
  { weights, texts }: LlamaSource,
  overrides: DecodingOverrides = {},
  path: string,
) {
  const { contextLength, endOfSequence, vocabularySize } = weights.config
  const rules = decodingRules(
    { endOfSequence, maximumPositions: contextLength },
    texts.generationConfig,
    overrides,
  )
  const stranger = rules.endOfSequence.find((id) => id >= vocabularySize)
  if (stranger !== undefined) {
    throw unsupported(path, `its end-of-sequence token ${stranger} is no token`)
  }
  if (rules.contextLimit <= contextLength) return rules
  throw unsupported(
    path,
    `it was built for ${contextLength} tokens, and decoding.contextLimit is ${rules.contextLimit}`,
  )
}

function publishedConfig(config: LlamaConfig, groupSize: GroupSize) {
  const {
    rotaryBase: _,
    rotaryScaling: __,
    endOfSequence: ___,
    ...dimensions
  } = config
  return { type: 'aichain/llama/1', groupSize, ...dimensions }
}
